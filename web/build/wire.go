package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"hourglass/wasm/wire"
)

// wireFile is the page's half of package wire: what packs its commands and reads its answers.
const wireFile = pageFolder + "/wire.js"

// writeWire makes that script from the tables of package wire.
func writeWire() error { return os.WriteFile(wireFile, []byte(wireScript()), 0o644) }

// wireScript is its text.
func wireScript() string {
	states, err := json.Marshal(wire.StateNames)
	if err != nil {
		panic(err) // a list of words
	}
	var commands, facts, read strings.Builder
	for _, m := range wire.CommandLayout {
		if m.Op != wire.Open { // the build writes it, and the page only splices
			commands.WriteString(packer(m))
		}
	}
	for _, f := range scripted(wire.FactsLayout) {
		fmt.Fprintf(&facts, " * @property {%s} %s\n", typeOf(f), f.Script)
		fmt.Fprintf(&read, "  %s: %s,\n", f.Script, reading(f))
	}
	return strings.NewReplacer("VERSION", fmt.Sprint(wire.Version), "STATES", strings.ReplaceAll(string(states), ",", ", "), "FACTS", fmt.Sprint(wire.KindFacts),
		"FAULT", fmt.Sprint(wire.KindFault), "WANT", fmt.Sprint(wire.KindWant), "PACKED", fmt.Sprint(wire.KindPacked), "PROPERTIES", strings.TrimSuffix(facts.String(), "\n"), "COMMANDS", strings.TrimSuffix(commands.String(), "\n"),
		"READ", strings.TrimSuffix(read.String(), "\n")).Replace(wireFrame)
}

// wireFrame is all of the script that follows from no table.
const wireFrame = `// Commands to bytes, answers from bytes: the page's half of the Go package wasm/wire. Made from its tables by "go run ./web/build wire".
import { t } from "./words.js";

const version = VERSION;
export const states = STATES;

/**
 * What the trainer says of the run: Facts in wasm/wire, field by field in the same order.
 * @typedef {Object} Facts
PROPERTIES
 */

/** @type {(op: number, size: number, fill?: (view: DataView) => void) => ArrayBuffer} */
function pack(op, size, fill) {
  const view = new DataView(new ArrayBuffer(2 + size));
  view.setUint8(0, version);
  view.setUint8(1, op);
  fill?.(view);
  return view.buffer;
}

/**
 * Puts the text of a link into the Open command that the build wrote with an empty one.
 * @type {(command: Uint8Array, text: string) => ArrayBuffer}
 */
export function open(command, text) {
  const words = bytesOf(text);
  const bytes = new Uint8Array(command.length + words.length);
  bytes.set(command.subarray(0, 2));
  new DataView(bytes.buffer).setUint16(2, words.length, true);
  bytes.set(words, 4);
  bytes.set(command.subarray(4), 4 + words.length);
  return bytes.buffer;
}

/** A text as messages hold it. */
const bytesOf = (/** @type {string} */ text) => new TextEncoder().encode(text).subarray(0, 0xffff);

COMMANDS

class Reader {
  /** @param {ArrayBuffer} buffer */
  constructor(buffer) {
    this.view = new DataView(buffer);
    this.at = 0;
  }
  /** @param {number} n */
  skip(n) {
    this.at += n;
    return this.at - n;
  }
  u8() { return this.view.getUint8(this.skip(1)); }
  i8() { return this.view.getInt8(this.skip(1)); }
  u16() { return this.view.getUint16(this.skip(2), true); }
  u32() { return this.view.getUint32(this.skip(4), true); }
  i32() { return this.view.getInt32(this.skip(4), true); }
  u64() { return this.view.getBigUint64(this.skip(8), true); }
  f32() { return this.view.getFloat32(this.skip(4), true); }
  f64() { return this.view.getFloat64(this.skip(8), true); }
  bool() { return this.u8() === 1; }
  /** @template T @param {number} n @param {() => T} one */
  list(n, one) { return Array.from({ length: n }, () => one.call(this)); }
  f32s() { return this.list(this.u32(), this.f32); }
  text() {
    const n = this.u16();
    return new TextDecoder().decode(new Uint8Array(this.view.buffer, this.skip(n), n));
  }
}

/**
 * Reads an answer: facts, a fault, the file of data that the trainer wants, a file for the learner or, for one that is not meant for the page, nothing.
 * @type {(buffer: ArrayBuffer) => {facts?: Facts, fault?: string, want?: {kind: number, file: string}, packed?: Uint8Array}}
 */
export function answer(buffer) {
  const r = new Reader(buffer);
  if (r.u8() !== version) return { fault: t("The page and the trainer are of different versions. Reload the page.") };
  switch (r.u8()) {
    case FACTS:
      return { facts: readFacts(r) };
    case FAULT:
      return { fault: r.text() };
    case WANT:
      return { want: { kind: r.u8(), file: r.text() } };
    case PACKED:
      return { packed: new Uint8Array(buffer, 6) };
  }
  return {};
}

/**
 * An object literal is evaluated in the order it is written in: the order of the bytes.
 * @type {(r: Reader) => Facts}
 */
const readFacts = (r) => ({
READ
});
`

// scripted are fields with their names in scripts. Where Go has a setup, a script has its knobs, the class's drawings and the examples whose label was bought.
func scripted(fields []wire.Field) []wire.Field {
	var all []wire.Field
	for _, f := range fields {
		if f.Script == "" && f.Name != "" {
			f.Script = strings.ToLower(f.Name[:1]) + f.Name[1:]
		}
		f.Of = scripted(f.Of)
		if f.Form == wire.Setting {
			knobs := wire.Field{Script: f.Script, Form: wire.List, Of: []wire.Field{{Form: wire.F64}}}
			all = append(all, knobs, wire.Field{Script: "class", Form: wire.Text}, wire.Field{Script: "bought", Form: wire.Text})
			continue
		}
		all = append(all, f)
	}
	return all
}

// typeOf is what TypeScript calls what a field is read as.
func typeOf(f wire.Field) string {
	switch f.Form {
	case wire.U64:
		return "bigint"
	case wire.Bool:
		return "boolean"
	case wire.Text, wire.Named:
		return "string"
	case wire.F32s:
		return "number[]"
	case wire.Struct:
		return "{" + eachOf(f.Of, func(g wire.Field) string { return g.Script + ": " + typeOf(g) }) + "}"
	case wire.List:
		if f.Of[0].Script == "" {
			return typeOf(f.Of[0]) + "[]"
		}
		return "{" + eachOf(f.Of, func(g wire.Field) string { return g.Script + ": " + typeOf(g) }) + "}[]"
	}
	return "number"
}

// reading is what reads a field.
func reading(f wire.Field) string {
	object := func() string {
		return "{ " + eachOf(f.Of, func(g wire.Field) string { return g.Script + ": " + reading(g) }) + " }"
	}
	switch f.Form {
	case wire.Named:
		return "states[r.u8()]"
	case wire.Struct:
		return object()
	case wire.List:
		if f.Of[0].Script == "" {
			return "r.list(r.u8(), r." + string(f.Of[0].Form) + ")"
		}
		return "r.list(r.u8(), () => (" + object() + "))"
	}
	return "r." + string(f.Form) + "()"
}

func eachOf(fields []wire.Field, say func(wire.Field) string) string {
	var all []string
	for _, f := range fields {
		all = append(all, say(f))
	}
	return strings.Join(all, ", ")
}

// setters are the sizes of fields, and what of a DataView writes them.
var setters = map[wire.Form]struct {
	size int
	name string
}{wire.U8: {1, "Uint8"}, wire.I8: {1, "Int8"}, wire.U16: {2, "Uint16"}, wire.U32: {4, "Uint32"}, wire.I32: {4, "Int32"}, wire.F32: {4, "Float32"}, wire.F64: {8, "Float64"}}

// packer is the function that packs a command. Only its last field may be of many bytes.
func packer(m wire.Message) string {
	var names, types, fill []string
	at, size := 2, ""
	for i, f := range scripted(m.Fields) {
		names = append(names, f.Script)
		set, plain := setters[f.Form]
		switch {
		case plain:
			end := ", true"
			if set.size == 1 {
				end = ""
			}
			types = append(types, f.Script+": number")
			fill = append(fill, fmt.Sprintf("d.set%s(%d, %s%s)", set.name, at, f.Script, end))
			at += set.size
			continue
		case i < len(m.Fields)-1:
			panic("a field of many bytes is not the last of " + m.Script)
		case f.Form == wire.F32s:
			types = append(types, f.Script+": number[]")
			fill = append(fill, fmt.Sprintf("d.setUint32(%d, %s.length, true)", at, f.Script), fmt.Sprintf("%s.forEach((v, i) => d.setFloat32(%d + 4 * i, v, true))", f.Script, at+4))
			size = fmt.Sprintf(" + 4 * %s.length", f.Script)
			at += 4
		case f.Form == wire.Bytes:
			types = append(types, f.Script+": Uint8Array")
			fill = append(fill, fmt.Sprintf("d.setUint32(%d, %s.length, true)", at, f.Script), fmt.Sprintf("new Uint8Array(d.buffer).set(%s, %d)", f.Script, at+4))
			size = fmt.Sprintf(" + %s.length", f.Script)
			at += 4
		case f.Form == wire.Text:
			types = append(types, f.Script+": string")
			fill = append(fill, fmt.Sprintf("d.setUint16(%d, bytesOf(%s).length, true)", at, f.Script), fmt.Sprintf("new Uint8Array(d.buffer).set(bytesOf(%s), %d)", f.Script, at+2))
			size = fmt.Sprintf(" + bytesOf(%s).length", f.Script)
			at += 2
		default:
			panic("a script cannot pack a " + string(f.Form))
		}
	}
	signature := fmt.Sprintf("/** @type {(%s) => ArrayBuffer} */\n", strings.Join(types, ", "))
	call := fmt.Sprintf("pack(%d, %d%s", m.Op, at-2, size)
	switch len(fill) {
	case 0:
	case 1:
		call += ", (d) => " + fill[0]
	default:
		call += ", (d) => (" + strings.Join(fill, ", ") + ")"
	}
	return fmt.Sprintf("%sexport const %s = (%s) => %s);\n", signature, m.Script, strings.Join(names, ", "), call)
}

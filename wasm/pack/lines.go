package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
)

// A Go program knows of every instruction in which line of which file it was written. Only the trace of a panic tells; it still names the functions
// without, but for those of the language itself. In a program of 4 MB these tables are a fourteenth of what is downloaded, and what a trace says of arguments, and a
// signal asks for, another fiftieth.
//
// They lie in the "pclntab": a header, the names of functions and files, tables of values by program counter, and a record for each function with the
// places of its tables, where 0 stands for none. Source: runtime/symtab.go and runtime/runtime2.go of the toolchain that go.mod names.

// tableHead begins it: the magic number of Go 1.20 and later, two zeros, instructions of one byte, pointers of eight.
var tableHead = []byte("\xf1\xff\xff\xff\x00\x00\x01\x08")

// Places in the header and in a function's record.
const (
	atFuncs   = 8  // how many functions
	atNames   = 32 // where the names of functions begin
	atUnits   = 40 // where the lists of the files of each unit begin, and behind them the names of files
	atValues  = 56 // where the tables of values begin
	atRecords = 64 // where the list of functions begins, and the records lie behind it
	headSize  = 72

	atName   = 4  // where its name lies
	atStack  = 16 // how deep the stack is: this and the tables behind the record are needed to run
	atFile   = 20
	atLine   = 24
	atTables = 28 // how many tables stand behind the record
	atUnit   = 32 // which list of files is its package's
	atStart  = 36 // the line in which the function begins
	atPieces = 43 // a byte: how many places of other data stand behind those of the tables
	record   = 44
)

// Tables, and pieces of other data, that are asked for by the trace of a panic alone, which writes arguments by them, or by a signal that stops a program anywhere:
// there are none in WebAssembly. Source: internal/abi/symtab.go; runtime/traceback.go, preempt.go, debugcall.go and tracestack.go are all that read them.
var (
	idleTables = []uint64{0, 3}    // where a signal may not stop it; which arguments live
	idlePieces = []uint64{5, 6, 7} // what arguments there are; which live; what a wrapper wraps
)

// noPiece stands for none.
const noPiece = 1<<32 - 1

var errTables = errors.New("the tables of functions are not as this toolchain writes them")

// dropLines takes files, their names and lines out of the data of a Go program, which keeps its length. Data of anything else stays as it is.
func dropLines(data []byte) error {
	at := bytes.Index(data, tableHead)
	if at < 0 {
		return nil
	}
	data = data[at:]
	if len(data) < headSize {
		return errTables
	}
	word := func(at uint64) uint64 { return binary.LittleEndian.Uint64(data[at:]) }
	funcs, names, units, values, records := word(atFuncs), word(atNames), word(atUnits), word(atValues), word(atRecords)
	size := uint64(len(data))
	if names > units || units > values || values > records || records > size || funcs > (size-records)/8 {
		return errTables
	}
	needed, idle := map[uint32]bool{}, map[uint32]bool{}
	for i := range funcs {
		r := records + uint64(binary.LittleEndian.Uint32(data[records+8*i+4:]))
		if r+record > size {
			return errTables
		}
		f := data[r:]
		number := func(at uint64) uint32 { return binary.LittleEndian.Uint32(f[at:]) }
		put := func(at uint64, v uint32) { binary.LittleEndian.PutUint32(f[at:], v) }
		tables := uint64(number(atTables))
		pieces := uint64(f[atPieces])
		if record+4*(tables+pieces) > size-r {
			return errTables
		}
		own, err := unname(data[names:units], number(atName))
		if err != nil {
			return err
		}
		if own {
			put(atName, 0)
		}
		for _, at := range []uint64{atFile, atLine} {
			idle[number(at)] = true
			put(at, 0)
		}
		for _, t := range idleTables {
			if t < tables {
				idle[number(record+4*t)] = true
				put(record+4*t, 0)
			}
		}
		for _, p := range idlePieces {
			if p < pieces {
				put(record+4*(tables+p), noPiece)
			}
		}
		needed[number(atStack)] = true
		for t := range tables {
			needed[number(record+4*t)] = true
		}
		put(atUnit, 0)
		put(atStart, 0)
	}
	clear(data[units:values]) // which nobody asks for where no function has a file
	return blank(data[values:records], needed, idle)
}

// known are how names of the language's own functions begin. What went wrong in one of them a panic says in words; where, its caller tells.
var known = [][]byte{
	[]byte("runtime."), []byte("internal/"), []byte("type:"), []byte("strconv."), []byte("strings."), []byte("slices."), []byte("syscall"), []byte("time."), []byte("sync"),
	[]byte("math"), []byte("unicode"), []byte("errors."), []byte("reflect."),
}

// unname clears the name that begins at a place among all, where it is of the language's own machinery, and tells whether it was, or has been cleared already. The runtime knows its functions by numbers, and leaves
// frames without a name out of a trace, as it does with most of its own.
func unname(names []byte, at uint32) (own bool, err error) {
	if uint64(at) >= uint64(len(names)) {
		return false, errTables
	}
	name := names[at:]
	if end := bytes.IndexByte(name, 0); end >= 0 {
		name = name[:end]
	}
	own = slices.ContainsFunc(known, func(own []byte) bool { return bytes.HasPrefix(name, own) })
	if own {
		clear(name)
	}
	return own || len(name) == 0, nil
}

// blank clears those tables that nobody asks for. A table ends where the next one begins.
func blank(values []byte, needed, idle map[uint32]bool) error {
	begins := make([]uint32, 0, len(needed)+len(idle))
	for at := range needed {
		begins = append(begins, at)
	}
	for at := range idle {
		begins = append(begins, at)
	}
	slices.Sort(begins)
	begins = append(slices.Compact(begins), uint32(len(values)))
	for i, at := range begins[:len(begins)-1] {
		if at >= uint32(len(values)) && at > 0 {
			return errTables
		}
		if at > 0 && !needed[at] {
			clear(values[at:begins[i+1]])
		}
	}
	return nil
}

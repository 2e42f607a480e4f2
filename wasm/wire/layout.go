package wire

// A Form is how a field of a message is written. Of the same name is what reads it in a script.
type Form string

// The forms. A list is led by its length: by four bytes where it holds numbers alone (F32s), by one byte elsewhere.
const (
	U8      Form = "u8"
	I8      Form = "i8"
	U16     Form = "u16"
	U32     Form = "u32"
	I32     Form = "i32"
	U64     Form = "u64"
	F32     Form = "f32"
	F64     Form = "f64"
	Bool    Form = "bool"
	Text    Form = "text"   // its bytes, led by their number in two bytes
	F32s    Form = "f32s"   // numbers alone
	Bytes   Form = "bytes"  // led by their number in four
	Named   Form = "state"  // a byte, in scripts a word of StateNames
	Setting Form = "setup"  // every knob as F64 in a list, then the class's drawings as Text, then the examples whose label was bought as Text
	List    Form = "list"   // of what Of says
	Struct  Form = "struct" // of what Of says
)

// A Field is a field of a message. Fields stand in the order of their bytes.
type Field struct {
	Name   string // in Go; in a list of plain numbers ""
	Script string // in scripts, where that is not Name with a small first letter
	Form   Form
	Of     []Field
}

// A Message is a command with its fields.
type Message struct {
	Op     Op
	Script string // the name of what packs it in scripts
	Fields []Field
}

var (
	ofIndex  = Field{Name: "Index", Form: I32}
	ofValue  = Field{Name: "Value", Form: F64}
	ofText   = Field{Name: "Text", Form: Text}
	ofChange = []Field{{Name: "Knob", Form: U8}, ofValue}
)

// CommandLayout says how commands are written. A script packs them by what web/build makes of it, and a test holds AppendCommand to it.
var CommandLayout = []Message{
	{Open, "open", []Field{ofText, {Name: "Base", Form: Setting}, {Name: "Apart", Form: List, Of: ofChange},
		{Name: "Watches", Form: List, Of: []Field{{Name: "All", Form: List, Of: []Field{{Name: "What", Form: Text}, {Name: "Op", Form: U8}, ofValue}}}},
		{Name: "Plan", Form: Struct, Of: []Field{
			{Name: "Live", Form: U8},
			{Name: "Steps", Form: List, Of: []Field{{Name: "Turns", Form: List, Of: ofChange}, {Name: "Slow", Form: Bool}, {Name: "Rest", Form: Bool}, {Name: "Fresh", Form: Bool},
				{Name: "Steps", Form: U32}, {Name: "Done", Form: U8}}},
			{Name: "Question", Form: Struct, Of: []Field{{Name: "Step", Form: U8}, {Name: "Turns", Form: List, Of: ofChange}, {Name: "Steps", Form: U32},
				{Name: "First", Form: U8}, {Name: "Options", Form: U8}}},
		}}}},
	{Turn, "turn", []Field{{Name: "Knob", Form: U8}, ofValue}},
	{Again, "again", nil},
	{Show, "show", []Field{ofIndex}},
	{Paint, "paint", []Field{ofIndex, ofValue}},
	{Clear, "clear", nil},
	{Hold, "hold", []Field{{Name: "Place", Form: F32s}}},
	{Play, "play", []Field{ofValue}},
	{Speed, "speed", []Field{ofValue}},
	{One, "one", nil},
	{Until, "until", []Field{ofIndex}},
	{Pull, "pull", []Field{ofIndex, ofValue}},
	{Inspect, "inspect", []Field{ofIndex, ofValue}},
	{Rewind, "rewind", []Field{ofIndex}},
	{Branch, "branch", []Field{ofIndex}},
	{Class, "useClass", []Field{ofText}},
	{GoTo, "goTo", []Field{ofIndex, ofValue}},
	{Ask, "ask", []Field{ofIndex}},
	{Supply, "supply", []Field{ofIndex, {Name: "Bytes", Form: Bytes}}},
	{Hide, "hide", []Field{ofIndex, ofValue}},
	{Pack, "packed", nil},
	{Unpack, "unpacked", []Field{{Name: "Bytes", Form: Bytes}}},
}

// FactsLayout says how facts are written. A script reads them by what web/build makes of it, and a test holds AppendFacts to it.
var FactsLayout = []Field{
	{Name: "State", Form: Named},
	{Name: "Phase", Form: U8},
	{Name: "Step", Form: U32},
	{Name: "Loss", Form: F32},
	{Name: "Valid", Script: "validation", Form: F32},
	{Name: "Rate", Form: F64},
	{Name: "Progress", Form: F32},
	{Name: "Exploded", Form: I8},
	{Name: "Speed", Form: F64},
	{Name: "Setup", Form: Setting},
	{Name: "Twin", Form: F32},
	{Name: "Back", Form: I32},
	{Name: "Width", Form: U8},
	{Name: "Height", Form: U8},
	{Name: "Sample", Form: I32},
	{Name: "Held", Form: Bool},
	{Name: "Code", Form: F32s},
	{Name: "Ring", Form: F32s},
	{Name: "Input", Form: F32s},
	{Name: "Holes", Form: F32s},
	{Name: "Output", Form: F32s},
	{Name: "Drawing", Form: Text},
	{Name: "Readings", Form: List, Of: []Field{{Name: "Reached", Form: Bool}, {Name: "Progress", Form: F32}, {Name: "Value", Form: F32}}},
	{Name: "Hash", Form: U64},
	{Name: "Link", Form: Text},
	{Name: "Notice", Form: Text},
	{Name: "Widths", Form: List, Of: []Field{{Form: U16}}},
	{Name: "Dials", Form: List, Of: []Field{{Form: F64}}},
	{Name: "Inside", Form: Struct, Of: []Field{{Name: "Layer", Form: I8}, {Name: "Unit", Form: U16}, {Name: "Sum", Form: F32}, {Name: "Bias", Form: F32},
		{Name: "Out", Form: F32}, {Name: "Weights", Form: F32s}}},
	{Name: "Lesson", Form: Struct, Of: []Field{{Name: "At", Form: U8}, {Name: "Done", Form: U32}, {Name: "Asking", Form: Bool}, {Name: "Answers", Form: U16},
		{Name: "Picked", Form: I8}, {Name: "Happened", Form: I8}, {Name: "Crossed", Form: I32}, {Name: "Lead", Form: I32}, {Name: "Chosen", Form: F64}, {Name: "Halvings", Form: U16},
		{Name: "Sound", Form: U32}, {Name: "Mild", Form: F64}}},
}

// What a script must know beside the fields: the kinds of the answers that are meant for it.
const (
	KindFacts  = kindFacts
	KindFault  = kindFault
	KindWant   = kindWant
	KindPacked = kindPacked
)

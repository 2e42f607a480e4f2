package carry

import "encoding/binary"

// A message is a Protocol Buffers message in the making. Only what ONNX needs of the wire format is here
// (https://protobuf.dev/programming-guides/encoding): a field is a tag, its number times 8 plus its wire type, and then a
// varint (type 0), four bytes (type 5), or a length and as many bytes (type 2). Repeated fields simply occur again.
type message []byte

const (
	wireVarint = 0
	wireBytes  = 2
	wireFixed  = 5
)

func (m *message) tag(field, wire int) {
	*m = binary.AppendUvarint(*m, uint64(field<<3|wire))
}

func (m *message) number(field int, v int64) {
	m.tag(field, wireVarint)
	*m = binary.AppendUvarint(*m, uint64(v))
}

func (m *message) bytes(field int, b []byte) {
	m.tag(field, wireBytes)
	*m = append(binary.AppendUvarint(*m, uint64(len(b))), b...)
}

func (m *message) text(field int, s string) { m.bytes(field, []byte(s)) }

func (m *message) float(field int, v float32) {
	m.tag(field, wireFixed)
	*m = appendFloats(*m, []float32{v})
}

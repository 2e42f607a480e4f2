// Package gob stands in for encoding/gob where the engine, as a guest, talks with a host around it: the picture is nobody's guest, so it says and hears nothing.
package gob

import (
	"errors"
	"io"
)

type (
	// An Encoder says nothing.
	Encoder struct{}
	// A Decoder hears nothing.
	Decoder struct{}
)

var errNone = errors.New("gob: this program is nobody's guest")

// NewEncoder is one.
func NewEncoder(io.Writer) *Encoder { return &Encoder{} }

// NewDecoder is one.
func NewDecoder(io.Reader) *Decoder { return &Decoder{} }

// Encode returns an error.
func (*Encoder) Encode(any) error { return errNone }

// Decode returns an error.
func (*Decoder) Decode(any) error { return errNone }

//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import (
	"simd/archsimd"
	"unsafe"
)

// lanes is how many outputs a vector holds.
const lanes = 4

// at is the element i after p. Who calls it has checked that the element is there.
func at(p *float32, i int) *float32 { return (*float32)(unsafe.Add(unsafe.Pointer(p), 4*i)) }

// load is the vector of the four elements at p.
func load(p *float32) archsimd.Float32x4 {
	return archsimd.LoadFloat32x4Array((*[lanes]float32)(unsafe.Pointer(p)))
}

// store sets the four elements at p.
func store(p *float32, v archsimd.Float32x4) { v.StoreArray((*[lanes]float32)(unsafe.Pointer(p))) }

// splat is the vector of four times the element at p.
func splat(p *float32) archsimd.Float32x4 { return archsimd.BroadcastFloat32x4(*p) }

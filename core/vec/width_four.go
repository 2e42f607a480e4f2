//go:build goexperiment.simd && (arm64 || wasm)

package vec

import (
	"simd/archsimd"
	"unsafe"
)

// A vector of the kernels that take long for each number.
type vector = archsimd.Float32x4

const width = lanes

func fetch(p *float32) vector {
	return archsimd.LoadFloat32x4Array((*[width]float32)(unsafe.Pointer(p)))
}

func put(p *float32, v vector) { v.StoreArray((*[width]float32)(unsafe.Pointer(p))) }

func broadcast(v float32) vector { return archsimd.BroadcastFloat32x4(v) }

func broadcastBits(v uint32) archsimd.Uint32x4 { return archsimd.BroadcastUint32x4(v) }

func rested() {}

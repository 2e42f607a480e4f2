//go:build goexperiment.simd

package vec

import "simd/archsimd"

// A vector of the kernels that take long for each number: twice as wide as in a browser, to the same bits.
type vector = archsimd.Float32x8

const width = 8

func fetch(p *float32) vector { return load8(p) }

func put(p *float32, v vector) { store8(p, v) }

func broadcast(v float32) vector { return archsimd.BroadcastFloat32x8(v) }

func broadcastBits(v uint32) archsimd.Uint32x8 { return archsimd.BroadcastUint32x8(v) }

// rested ends the use of wide vectors: whatever is computed one by one waits for their upper halves otherwise.
func rested() { archsimd.ClearAVXUpperBits() }

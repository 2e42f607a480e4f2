package vec

// Gemm adds a product of two matrices to a third: c(i,j) += sum over p = 0..k-1, in this order, of a(i,p)·b(p,j), for m rows
// and n columns, where
//
//	c(i,j) = c[i*cs+j]    a(i,p) = a[i*as+p*ap]    b(p,j) = b[p*bp+j*bj]
//
// so that (as, ap) = (k, 1) is a dense a and (1, m) its transpose, (bp, bj) = (n, 1) a dense b and (1, k) its transpose, and
// larger strides are a block of a wider matrix, such as step t of every sequence in a batch. Any strides that are not negative
// are right; a transposed b costs a copy of it, which few rows do not pay for. c must not overlap a or b.
//
// scalar.go has the product as plain loops, gemm_simd.go in lanes.
func Gemm(c []float32, cs int, a []float32, as, ap int, b []float32, bp, bj int, m, k, n int) {
	if m <= 0 || k <= 0 || n <= 0 {
		return // an empty sum
	}
	c = c[:(m-1)*cs+n]
	a = a[:(m-1)*as+(k-1)*ap+1]
	b = b[:(k-1)*bp+(n-1)*bj+1]
	gemm(c, cs, a, as, ap, b, bp, bj, m, k, n)
}

// MatMul adds the product a·b to c: c (m, n) += a (m, k) · b (k, n).
func MatMul(c, a, b []float32, m, k, n int) { Gemm(c, n, a, k, 1, b, n, 1, m, k, n) }

// MatMulTA adds the product aᵀ·b to c: c (m, n) += aᵀ · b, where a is (k, m) and b is (k, n).
func MatMulTA(c, a, b []float32, m, k, n int) { Gemm(c, n, a, 1, m, b, n, 1, m, k, n) }

// MatMulTB adds the product a·bᵀ to c: c (m, n) += a · bᵀ, where a is (m, k) and b is (n, k).
func MatMulTB(c, a, b []float32, m, k, n int) { Gemm(c, n, a, k, 1, b, 1, k, m, k, n) }

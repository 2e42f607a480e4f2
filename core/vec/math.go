package vec

import "math"

// The elementary functions, one element at a time. Each follows, operation for operation, what simd.go does in lanes.
//
// Errors against float64, over the whole float32 range of the argument unless said (TestMathBounds holds them; an ulp is the
// distance from the exact value to the next float32): Exp 1 ulp inside [-87, 88]; Log 1 ulp over the positive normal numbers;
// Tanh 5e-7; Sigmoid 3 ulp above -85; Softplus 1e-7 + 1 ulp.

// Constants of Exp: x = n ln2 + r with ln2 in two parts (Cody and Waite 1980), then a degree-6 polynomial for e^r
// (coefficients as in Cephes expf, Moshier 1992).
const (
	expLow   = -87.33654 // below, 2^n leaves the normal numbers
	expHigh  = 88.02969
	log2E    = 1.44269504088896341
	ln2High  = 0.693359375
	ln2Low   = -2.12194440e-4
	roundBig = 12582912 // 1.5 * 2^23: adding it rounds a small number to an integer, kept in the low bits
	roundBit = 0x4B400000
	expP0    = 1.9875691500e-4
	expP1    = 1.3981999507e-3
	expP2    = 8.3334519073e-3
	expP3    = 4.1665795894e-2
	expP4    = 1.6666665459e-1
	expP5    = 5.0000001201e-1
)

// Exp1 returns e^x. Below -87.3 it returns about 1e-38, above 88.0 about 1.7e38: never 0, never infinite. NaN stays NaN.
func Exp1(x float32) float32 {
	if x < expLow {
		x = expLow
	}
	if x > expHigh {
		x = expHigh
	}
	t := float32(x*log2E) + roundBig
	n := t - roundBig
	r := x - float32(n*ln2High)
	r = r - float32(n*ln2Low)
	p := float32(expP0*r) + expP1
	p = float32(p*r) + expP2
	p = float32(p*r) + expP3
	p = float32(p*r) + expP4
	p = float32(p*r) + expP5
	p = float32(p*float32(r*r)) + r
	p += 1
	scale := math.Float32frombits((math.Float32bits(t) - roundBit + 127) << 23)
	return p * scale
}

// Constants of Log: x = m 2^e with m in [sqrt(1/2), sqrt(2)), then Cephes logf (Moshier 1992).
const (
	sqrtHalfBits = 0x3F3504F3
	logP0        = 7.0376836292e-2
	logP1        = -1.1514610310e-1
	logP2        = 1.1676998740e-1
	logP3        = -1.2420140846e-1
	logP4        = 1.4249322787e-1
	logP5        = -1.6668057665e-1
	logP6        = 2.0000714765e-1
	logP7        = -2.4999993993e-1
	logP8        = 3.3333331174e-1
)

// Log1 returns the natural logarithm of a positive normal x. For other arguments the result has no meaning, but is the
// same on every machine.
func Log1(x float32) float32 {
	bits := math.Float32bits(x)
	e := int32(bits-sqrtHalfBits) >> 23
	m := math.Float32frombits(bits - uint32(e)<<23)
	f := m - 1
	z := float32(f * f)
	p := float32(logP0*f) + logP1
	p = float32(p*f) + logP2
	p = float32(p*f) + logP3
	p = float32(p*f) + logP4
	p = float32(p*f) + logP5
	p = float32(p*f) + logP6
	p = float32(p*f) + logP7
	p = float32(p*f) + logP8
	p = float32(float32(p*f) * z)
	n := float32(e)
	p += float32(n * ln2Low)
	p -= float32(0.5 * z)
	return (f + p) + float32(n*ln2High)
}

// Constants of Tanh: a quotient of odd and even polynomials in x, good where |x| is below the clamp and 1 beyond it
// (coefficients as in Eigen's ptanh_float, Steiner 2014).
const (
	tanhClamp = 7.90531110763549805
	tanhA1    = 4.89352455891786e-03
	tanhA3    = 6.37261928875436e-04
	tanhA5    = 1.48572235717979e-05
	tanhA7    = 5.12229709037114e-08
	tanhA9    = -8.60467152213735e-11
	tanhA11   = 2.00018790482477e-13
	tanhA13   = -2.76076847742355e-16
	tanhB0    = 4.89352518554385e-03
	tanhB2    = 2.26843463243900e-03
	tanhB4    = 1.18534705686654e-04
	tanhB6    = 1.19825839466702e-06
)

// Tanh1 returns the hyperbolic tangent of x. NaN stays NaN.
func Tanh1(x float32) float32 {
	if x < -tanhClamp {
		x = -tanhClamp
	}
	if x > tanhClamp {
		x = tanhClamp
	}
	z := float32(x * x)
	p := float32(tanhA13*z) + tanhA11
	p = float32(p*z) + tanhA9
	p = float32(p*z) + tanhA7
	p = float32(p*z) + tanhA5
	p = float32(p*z) + tanhA3
	p = float32(p*z) + tanhA1
	p = float32(p * x)
	q := float32(tanhB6*z) + tanhB4
	q = float32(q*z) + tanhB2
	q = float32(q*z) + tanhB0
	return p / q
}

// Sigmoid1 returns 1/(1+e^-x).
func Sigmoid1(x float32) float32 { return 1 / (1 + Exp1(-x)) }

// Softplus1 returns ln(1+e^x), from the form that cannot overflow: max(x,0) + ln(1+e^-|x|).
func Softplus1(x float32) float32 {
	a, top := -x, x
	if x < 0 {
		a, top = x, 0
	}
	return top + Log1(1+Exp1(a))
}

// sqrt is exact to the last bit on every machine: IEEE 754 asks for it.
func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

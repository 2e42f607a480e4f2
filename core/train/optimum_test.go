package train

import (
	"math"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/pca"
	"hourglass/core/rng"
)

// cloudOfPoints draws rows points of dim numbers that vary most along a few slanted directions, by the given standard deviations,
// and a little along all.
func cloudOfPoints(rows, dim int, along []float32, all float32) []float32 {
	r := rng.New(9, "points")
	ways := make([]float32, len(along)*dim)
	for i := range ways {
		ways[i] = r.Normal() / float32(math.Sqrt(float64(dim)))
	}
	x := make([]float32, rows*dim)
	for p := range rows {
		for i := range dim {
			x[p*dim+i] = 0.5 + all*r.Normal()
		}
		for k, s := range along {
			u := s * r.Normal()
			for i := range dim {
				x[p*dim+i] += u * ways[k*dim+i]
			}
		}
	}
	return x
}

// linear trains a linear recipe long enough to stand at its optimum: Adam, its rate falling to nothing.
func linear(t *testing.T, r ae.Recipe, x []float32, batch, steps int) *Trainer {
	t.Helper()
	run := trainer(t, Task{Recipe: r, Data: Data{X: x}, Batch: batch, Seed: 4,
		Method: opt.Method{Kind: opt.Adam, Rate: 0.01, Schedule: opt.Schedule{Kind: opt.Cosine, Over: steps}}})
	for range steps {
		run.Step()
	}
	return run
}

// A linear variational autoencoder ends at probabilistic PCA (Lucas et al. 2019): its evidence bound within half a nat of the best there
// is and not above it, as many live dimensions as eigenvalues beyond the noise, the others silent.
func TestLinearCloudIsPPCA(t *testing.T) {
	t.Parallel()
	const rows, dim, code = 256, 12, 6
	x := cloudOfPoints(rows, dim, []float32{3, 2.2, 1.5}, 0.25)
	exact, err := pca.Fit(x, rows, dim)
	if err != nil {
		t.Fatal(err)
	}
	for _, s2 := range []float64{0.15, 0.6} {
		want, err := exact.ELBO(code, s2)
		if err != nil {
			t.Fatal(err)
		}
		// Under MSE, beta is twice the variance that the decoder is assumed to have: see ae.Pass.
		run := linear(t, ae.Recipe{Input: nn.Flat(dim), Code: code, Linear: true, Cloud: ae.Cloud{On: true, Beta: float32(2 * s2)}}, x, 128, 12_000)
		// The bound is a mean over draws of the code: two hundred over all points.
		pass, dice, total := run.Model.NewPass(rows, false), rng.New(1, "draws"), 0.0
		for range 200 {
			pass.Forward(run.Params(), run.Data.rows(0, rows, dim), ae.Dice{Code: &dice})
			total += pass.Measure(run.Params()).Total / 200
		}
		elbo := -dim / 2 * math.Log(2*math.Pi*s2)
		elbo -= dim / (2 * s2) * total
		live, rate := 0, 0.0
		for _, kl := range pass.KL {
			if kl > 0.05 {
				live++
			}
			rate += kl
		}
		t.Logf("variance %v: bound %.3f, best %.3f; rate %.3f, best %.3f; %d live, %v", s2, elbo, want.ELBO, rate, want.Rate, live, pass.KL)
		if elbo > want.ELBO+0.1 || elbo < want.ELBO-0.5 {
			t.Errorf("variance %v: the bound is %v nats, the best there is %v", s2, elbo, want.ELBO)
		}
		if live != want.Live || math.Abs(rate-want.Rate) > 0.25 {
			t.Errorf("variance %v: %d live dimensions with %v nats, want %d with %v", s2, live, rate, want.Live, want.Rate)
		}
	}
}

// A linear denoiser ends at ridge regression, cut to the rank of its code (Pretorius et al. 2018), and under masking at Chen et al.'s
// closed form: within two hundredths of the least error there is, on noise that it was not trained on.
func TestLinearDenoiserIsRidge(t *testing.T) {
	t.Parallel()
	const rows, dim = 256, 10
	x := cloudOfPoints(rows, dim, []float32{2, 1.4, 1, 0.6}, 0.2)
	exact, err := pca.Fit(x, rows, dim)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		noise ae.Noise
		code  int
	}{
		{ae.Noise{Kind: ae.Gaussian, Amount: 0.5}, 3}, {ae.Noise{Kind: ae.Gaussian, Amount: 0.5}, dim},
		{ae.Noise{Kind: ae.Masking, Amount: 0.3}, dim},
	} {
		var least float64
		if c.noise.Kind == ae.Gaussian {
			least, err = exact.DenoiseError(c.code, float64(c.noise.Amount)*float64(c.noise.Amount))
		} else {
			least, err = exact.MaskZeroError(float64(c.noise.Amount))
		}
		if err != nil {
			t.Fatal(err)
		}
		run := linear(t, ae.Recipe{Input: nn.Flat(dim), Code: c.code, Linear: true, Noise: c.noise}, x, 128, 15_000)
		pass, dice, got := run.Model.NewPass(rows, false), rng.New(1, "fresh"), 0.0
		for range 400 {
			pass.Forward(run.Params(), run.Data.rows(0, rows, dim), ae.Dice{Noise: &dice})
			got += pass.Measure(run.Params()).Copy / 400
		}
		t.Logf("%s noise, code of %d: %.6f, least %.6f", ae.NoiseNames[c.noise.Kind], c.code, got, least)
		if got > 1.02*least || got < 0.99*least { // the mean over fresh noise is itself known to a third of a hundredth
			t.Errorf("%s noise, code of %d: error %v, the least is %v", ae.NoiseNames[c.noise.Kind], c.code, got, least)
		}
	}
}

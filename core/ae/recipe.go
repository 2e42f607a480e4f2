// Package ae builds autoencoders: an encoder F that squeezes a picture x into a code z, and a decoder G that paints x̂ from it.
//
// A [Recipe] is pure data, one description for every kind of autoencoder: what the body is made of, what happens to the input, what
// the code must be like, and what else it is asked for. [New] plans it as a [Model]; a [Pass] runs the model over a batch, forwards
// and backwards, with every term of its loss. Moving the parameters is package opt's work, choosing batches that of package train.
package ae

import (
	"errors"
	"strconv"

	"hourglass/core/nn"
)

// A Recipe describes an autoencoder. The decoder mirrors the encoder. The zero value of every field but Input and Code leaves its
// subject out, so that the plainest recipe is one matrix each way.
//
// Fields marked "dial" are read at every pass: they may be turned while a model trains. The others decide its shape.
//
// A field that nothing would read is refused, so that a switch that was forgotten is found at once: a Beta without Cloud.On, a noise's
// amount without its kind, a Unit without a hidden layer to bend.
type Recipe struct {
	Input    nn.Shape  // one example: a picture, a sequence (nn.Seq) or a plain vector (nn.Flat)
	Conv     []Conv    // convolutions next to the input, from outside inwards; of a picture, or of a signal one row high
	Sequence Sequence  // recurrent layers instead of Conv and Hidden
	Hidden   []int     // widths of dense layers, from the input inwards
	Code     int       // numbers in the neck
	Unit     nn.Unit   // of the hidden layers and convolutions; the cells of a sequence have units of their own
	CodeUnit nn.Unit   // of the code; linear, so that nothing bounds it, unless said otherwise; never of a cloud
	Loss     nn.Loss   // MSE or L1 on a sigmoid output, or BCE on its logits
	Linear   bool      // no sigmoid on the output, for data beyond 0 to 1: with linear units this is the network that PCA solves
	Init     nn.Init   // how weights begin
	Tied     bool      // each dense layer of the decoder takes the transpose of its twin's weights; dense recipes only
	Norm     bool      // layer norm before each hidden unit; not in a sequence
	Dropout  float32   // share of hidden units silenced in each training pass; not in a sequence
	Noise    Noise     // what is done to the input that the encoder sees; the target stays clean
	Sparse   Sparse    // pressure on the code to be mostly silent
	Contract float32   // dial: weight of the contractive penalty, see [Pass]
	Cloud    Cloud     // a variational code
	Masked   bool      // only observed entries are read and scored, see Batch.Mask
	Label    Label     // a classifier on the code
	Critic   Adversary // a second player, who learns to tell copies from originals: the discriminator of the GAN literature
}

// Conv is a convolution with a square kernel, padded by half of it; the stride is at most the kernel, so that no pixel is passed over.
// Transposed convolutions mirror it in the decoder.
type Conv struct{ Channels, Kernel, Stride int }

// Sequence asks for recurrent layers: one that reads the input into its last state, from which the code is made, and one that writes
// the output from the code. Hidden 0 leaves it out.
//
// What to expect: a few dozen steps are learnt as easily as a picture. Over a hundred, an LSTM stays at the mean of the data for some
// hundred steps of training before it begins; at a rate of 0.01 it may never. A rate of 0.003 and patience are what it wants. Forced, a
// decoder leans on the true last value and does worse by itself on long sequences. docs/rationale.md has the figures.
type Sequence struct {
	Cell   nn.Cell
	Hidden int
	Writes bool // the decoder is fed its own last output at each step, not the code alone
	Forced bool // while it trains it is fed the true last value instead (teacher forcing); needs Writes
}

// Sparse is a pressure on the code.
type Sparse struct {
	Kind   SparseKind
	Weight float32 // dial: of the penalty, of SparseL1 and SparseKL
	Rate   float32 // dial: the share of time a unit ought to be awake, of SparseKL
	Keep   int     // how many units speak, of KSparse and TopK
}

// A SparseKind names a pressure.
type SparseKind uint8

// The pressures. SparseL1 charges the mean sum of |h|; SparseKL charges a unit whose mean activation over the batch is not Rate, and
// wants a sigmoid code (Ng's notes). KSparse keeps the Keep largest of a linear code (Makhzani and Frey 2013); TopK the largest
// after a ReLU (dictionary learning).
const (
	Dense SparseKind = iota // no pressure
	SparseL1
	SparseKL
	KSparse
	TopK
)

// SparseNames are the names of the pressures, by value.
var SparseNames = [...]string{"none", "L1", "KL", "k-sparse", "TopK"}

// Cloud makes the code a draw from a normal distribution that the encoder chooses for each picture (Kingma and Welling 2014).
type Cloud struct {
	On       bool
	Beta     float32 // dial: weight of the divergence from N(0, 1) (Higgins et al. 2017); 1 is the evidence bound under BCE
	FreeBits float32 // dial: nats that each code dimension has for nothing (Kingma et al. 2016)
}

// Label asks for a classifier of Classes classes on the code, beside the copy. Classes 0 leaves it out.
type Label struct {
	Classes int
	Weight  float32 // dial: of its cross-entropy
	Alone   bool    // dial: the copy counts for nothing, so that labels are all that is learned from
}

// Adversary asks for a critic of pictures (VAE-GAN, Larsen et al. 2016): the discriminator of the GAN literature, which gives the
// probability that a picture is an original; not the critic of a Wasserstein GAN. Hidden nil leaves it out.
//
// For each original it is shown two fakes: its copy, and a picture from a drawn code. All three count alike, so a critic that cannot tell
// them apart does best to say "original" with probability 1/3, not 1/2. Its loss is then the entropy of 1/3, (ln 3 + 2 ln 3/2)/3 = 0.637
// nats, where a balanced one would end at ln 2 = 0.693; and the decoder's, for each unit of Weight, is ln 3 = 1.099.
type Adversary struct {
	Hidden []int
	Weight float32 // dial: how much the decoder minds being found out
}

// What a browser tab can hold. Widths alone do not bound it: a convolution has its width at every place of a picture, and a short text
// can name many layers.
const (
	MaxWidth  = 4096    // of every width, and of an input as a whole
	MaxLayers = 64      // convolutions and dense layers of the encoder; layers of the critic
	MaxFloats = 1 << 20 // numbers that a pass holds of one example: what comes out of all layers, what they keep, and their scratch
)

// Check says in one sentence what cannot be about the recipe. Shapes that do not meet, and layers that together exceed MaxFloats, are
// found by [New].
func (r *Recipe) Check() error {
	for _, check := range []func() error{r.checkWidths, r.checkNames, r.checkDials, r.checkSparse, r.checkBody, r.checkUnread} {
		if err := check(); err != nil {
			return err
		}
	}
	return r.Noise.Check()
}

// checkWidths refuses too many layers and, before their product is taken, sides of an input that are no sizes.
func (r *Recipe) checkWidths() error {
	if n := max(len(r.Conv)+len(r.Hidden), len(r.Critic.Hidden)); n > MaxLayers {
		return errors.New("ae: " + strconv.Itoa(n) + " layers are more than " + strconv.Itoa(MaxLayers))
	}
	if err := checkWidth("side of the input", r.Input.Channels, r.Input.Height, r.Input.Width); err != nil {
		return err
	}
	if err := checkWidth("size of the input", r.Input.Size()); err != nil {
		return err
	}
	for _, c := range r.Conv {
		if err := checkWidth("channels of a convolution", c.Channels); err != nil {
			return err
		}
	}
	if err := checkWidth("hidden layer", r.Hidden...); err != nil {
		return err
	}
	if err := checkWidth("layer of the critic", r.Critic.Hidden...); err != nil {
		return err
	}
	return checkWidth("code", r.Code)
}

func checkWidth(what string, widths ...int) error {
	for _, w := range widths {
		if w < 1 || w > MaxWidth {
			return errors.New("ae: " + what + ": width " + strconv.Itoa(w) + " must lie between 1 and " + strconv.Itoa(MaxWidth))
		}
	}
	return nil
}

// checkNames refuses numbers that name nothing, also where nothing would read them.
func (r *Recipe) checkNames() error {
	for _, n := range []struct {
		what      string
		v, beyond int
	}{
		{"unit", int(r.Unit), len(nn.UnitNames)}, {"code unit", int(r.CodeUnit), len(nn.UnitNames)}, {"loss", int(r.Loss), len(nn.LossNames)},
		{"init", int(r.Init), len(nn.InitNames)}, {"cell", int(r.Sequence.Cell), len(nn.CellNames)}, {"sparse pressure", int(r.Sparse.Kind), len(SparseNames)},
	} {
		if n.v >= n.beyond {
			return errors.New("ae: " + n.what + " " + strconv.Itoa(n.v) + " is not known")
		}
	}
	return nil
}

// checkDials refuses weights that are no numbers, or negative.
func (r *Recipe) checkDials() error {
	for _, d := range []struct {
		name string
		v    float32
	}{
		{"sparse weight", r.Sparse.Weight}, {"contractive weight", r.Contract}, {"beta", r.Cloud.Beta},
		{"free bits", r.Cloud.FreeBits}, {"label weight", r.Label.Weight}, {"critic weight", r.Critic.Weight},
	} {
		if !(d.v >= 0 && d.v <= 1e6) {
			return errors.New("ae: " + d.name + " must lie between 0 and 1000000")
		}
	}
	if !(r.Dropout >= 0 && r.Dropout < 1) {
		return errors.New("ae: dropout must lie between 0 and 1, which it must not reach")
	}
	return nil
}

func (r *Recipe) checkSparse() error {
	s := r.Sparse
	switch {
	case s.Kind != Dense && r.Cloud.On:
		return errors.New("ae: a variational code takes no sparse pressure")
	case s.Kind == SparseKL && r.CodeUnit != nn.Sigmoid:
		return errors.New("ae: KL pressure needs a sigmoid code, whose activations are shares of time")
	case s.Kind == SparseKL && !(s.Rate > 0 && s.Rate < 1):
		return errors.New("ae: the rate of KL pressure must lie between 0 and 1")
	case (s.Kind == KSparse || s.Kind == TopK) && (s.Keep < 1 || s.Keep > r.Code):
		return errors.New("ae: " + strconv.Itoa(s.Keep) + " kept units must lie between 1 and the code's " + strconv.Itoa(r.Code))
	case (s.Kind == KSparse || s.Kind == TopK) && r.CodeUnit != nn.Linear:
		return errors.New("ae: a code that keeps its largest units is linear")
	}
	return nil
}

// checkBody refuses parts that exclude each other.
func (r *Recipe) checkBody() error {
	seq := r.Sequence.Hidden != 0
	switch {
	case r.Sequence.Hidden < 0 || r.Sequence.Hidden > MaxWidth:
		return errors.New("ae: width " + strconv.Itoa(r.Sequence.Hidden) + " of the recurrent layers must lie between 1 and " + strconv.Itoa(MaxWidth))
	case seq && (len(r.Conv) > 0 || len(r.Hidden) > 0):
		return errors.New("ae: a sequence recipe has neither convolutions nor dense hidden layers")
	case seq && r.Input.Channels != 1:
		return errors.New("ae: a sequence is nn.Seq(steps, features), of one channel, not " + r.Input.String())
	case len(r.Conv) > 0 && r.Input.Height == 1 && r.Input.Width == 1:
		return errors.New("ae: a convolution wants a picture, and the input is a flat list of " + strconv.Itoa(r.Input.Channels) + " numbers: say its Channels, Height and Width")
	case r.Sequence.Forced && !r.Sequence.Writes:
		return errors.New("ae: teacher forcing needs a decoder that is fed its own output")
	case seq && r.Sequence.Writes && r.Loss == nn.BCE:
		return errors.New("ae: a decoder that is fed its own output needs MSE or L1: logits are no output")
	case r.Tied && (seq || r.Cloud.On || len(r.Conv) > 0):
		return errors.New("ae: only dense layers with a plain code can be tied")
	case r.Contract > 0 && (seq || len(r.Conv) > 0 || r.Norm || r.Dropout > 0 || r.Cloud.On || r.Sparse.Kind > SparseKL):
		return errors.New("ae: the contractive penalty is worked out for plain dense encoders")
	case r.Label.Classes < 0 || r.Label.Classes == 1 || r.Label.Classes > MaxWidth:
		return errors.New("ae: " + strconv.Itoa(r.Label.Classes) + " classes must lie between 2 and " + strconv.Itoa(MaxWidth) + ", or be 0 for no classifier")
	case len(r.Critic.Hidden) > 0 && (seq || r.Masked || r.Linear):
		return errors.New("ae: a critic judges whole pictures with grey values")
	case r.Masked && r.Sequence.Forced:
		return errors.New("ae: teacher forcing shows the whole target, of which a masked recipe knows only a part")
	}
	for _, c := range r.Conv {
		if c.Kernel < 1 || c.Stride < 1 || c.Stride > c.Kernel {
			return errors.New("ae: a stride of " + strconv.Itoa(c.Stride) + " must lie between 1 and its kernel, of " + strconv.Itoa(c.Kernel) + ": a larger one passes over pixels")
		}
	}
	return nil
}

// checkUnread refuses what would be asked for and never be there.
func (r *Recipe) checkUnread() error {
	seq, hidden := r.Sequence.Hidden != 0, len(r.Conv)+len(r.Hidden) > 0
	sparse := r.Sparse.Kind
	switch {
	case !seq && r.Sequence != Sequence{}:
		return errors.New("ae: a sequence without recurrent units is none: their number is missing")
	case seq && r.Unit != nn.Linear:
		return errors.New("ae: recurrent cells have units of their own, so a sequence recipe takes no other")
	case seq && (r.Norm || r.Dropout > 0):
		return errors.New("ae: recurrent layers have neither layer norm nor dropout")
	case r.Cloud.On && r.CodeUnit != nn.Linear:
		return errors.New("ae: a variational code is linear: a unit would bound the clouds")
	case !seq && !hidden && (r.Unit != nn.Linear || r.Norm || r.Dropout > 0):
		return errors.New("ae: a unit, norm or dropout of hidden layers, and there is no hidden layer; CodeUnit is that of the code")
	case r.Loss == nn.BCE && r.Linear:
		return errors.New("ae: BCE takes logits and gives grey values: it has no linear output")
	case !r.Cloud.On && r.Cloud != Cloud{}:
		return errors.New("ae: beta and free bits are of a variational code: Cloud.On is missing")
	case r.Noise.Kind == Clean && r.Noise.Amount != 0:
		return errors.New("ae: an amount of noise, and Noise.Kind is missing")
	case r.Label.Classes == 0 && r.Label.Weight != 0:
		return errors.New("ae: a weight of labels, and Label.Classes, their number, is missing")
	case r.Label.Classes == 0 && r.Label.Alone:
		return errors.New("ae: labels alone, and Label.Classes, their number, is missing")
	case len(r.Critic.Hidden) == 0 && r.Critic.Weight != 0:
		return errors.New("ae: a weight of a critic, and Critic.Hidden, its layers, is missing")
	case sparse == Dense && r.Sparse != Sparse{}:
		return errors.New("ae: numbers of a sparse pressure, and Sparse.Kind is missing")
	case sparse != SparseL1 && sparse != SparseKL && r.Sparse.Weight != 0, sparse != SparseKL && r.Sparse.Rate != 0,
		sparse != KSparse && sparse != TopK && r.Sparse.Keep != 0:
		return errors.New("ae: sparse " + SparseNames[sparse] + " is given a number that it does not read: Weight is of L1 and KL, Rate of KL, Keep of k-sparse and TopK")
	}
	return nil
}

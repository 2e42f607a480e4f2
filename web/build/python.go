package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/train"
)

// modules and functions are what PyTorch calls the units, as layers and as functions.
var (
	modules = [...]string{nn.Tanh: "nn.Tanh()", nn.Sigmoid: "nn.Sigmoid()", nn.ReLU: "nn.ReLU()", nn.Leaky: "nn.LeakyReLU()",
		nn.ELU: "nn.ELU()", nn.Softplus: "nn.Softplus()", nn.SiLU: "nn.SiLU()"}
	functions = [...]string{nn.Linear: "", nn.Tanh: "torch.tanh", nn.Sigmoid: "torch.sigmoid", nn.ReLU: "F.relu", nn.Leaky: "F.leaky_relu",
		nn.ELU: "F.elu", nn.Softplus: "F.softplus", nn.SiLU: "F.silu"}
)

// A listing is Python code in the making.
type listing struct {
	strings.Builder
	s      train.Setup
	r      ae.Recipe
	size   int        // numbers of an example
	dense  []int      // places of the encoder's dense layers in its Sequential
	widths []int      // of what enters each dense layer of the encoder, and of the code
	shapes []nn.Shape // of what enters each convolution, and of what leaves the last
}

func (p *listing) line(format string, a ...any) { fmt.Fprintf(p, format+"\n", a...) }

// python writes the network of s, and the loop that trains it, as PyTorch code. It expects batches to hold the pictures, and what is known of them. It fails
// on what it cannot write truly, naming the knob.
func python(s train.Setup) (string, error) {
	p := &listing{s: s, r: s.Recipe(), size: s.Data.Dim()}
	switch {
	case s.State > 0:
		return "", errors.New("python: no lines are written for recurrent units: the knob state must be 0")
	case s.Judge > 0:
		return "", errors.New("python: no lines are written for a critic, whose optimiser is its own: the knob judge must be 0")
	case s.Tied && p.r.Norm:
		return "", errors.New("python: no lines are written for layer norm between tied layers: the knob norm must be no")
	}
	if s.Schedule == opt.Cosine {
		p.line("import math\n")
	}
	p.line("import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n")
	p.encoder()
	if s.Tied {
		p.tied()
	} else {
		p.decoder()
	}
	if p.r.Label.Classes > 0 {
		p.line("head = %s  # z to a logit for each class (%d, %d)", linear(p.r.Code, p.r.Label.Classes), p.s.Batch, p.r.Label.Classes)
	}
	p.start()
	p.loop()
	return p.String(), nil
}

// encoder writes F.
func (p *listing) encoder() {
	var layers []string
	at := p.r.Input
	for i, c := range p.r.Conv {
		if i == 0 {
			layers = append(layers, unflatten(at))
		}
		p.shapes = append(p.shapes, at)
		layers = append(layers, fmt.Sprintf("nn.Conv2d(%d, %d, %d, stride=%d, padding=%d)", at.Channels, c.Channels, c.Kernel, c.Stride, c.Kernel/2))
		at = nn.Shape{Channels: c.Channels, Height: strided(at.Height, c), Width: strided(at.Width, c)}
		layers = p.hidden(layers, at.Channels, at.Height, at.Width)
	}
	if len(p.r.Conv) > 0 {
		layers = append(layers, "nn.Flatten()")
	}
	p.shapes = append(p.shapes, at)
	in := at.Size()
	for _, w := range p.r.Hidden {
		p.dense, p.widths = append(p.dense, len(layers)), append(p.widths, in)
		layers = append(layers, linear(in, w))
		layers = p.hidden(layers, w)
		in = w
	}
	p.dense, p.widths = append(p.dense, len(layers)), append(p.widths, in, p.r.Code)
	out, name := p.r.Code, "z"
	if p.r.Cloud.On {
		out, name = 2*p.r.Code, "means and log-variances"
	}
	layers = append(layers, linear(in, out))
	switch {
	case p.r.Sparse.Kind == ae.TopK:
		layers = append(layers, modules[nn.ReLU])
	case p.r.CodeUnit != nn.Linear:
		layers = append(layers, modules[p.r.CodeUnit])
	}
	p.line("encoder = nn.Sequential(%s)  # x (%d, %d) to %s (%d, %d)", strings.Join(layers, ", "), p.s.Batch, p.size, name, p.s.Batch, out)
}

// decoder writes G with weights of its own.
func (p *listing) decoder() {
	var layers []string
	in := p.r.Code
	for i := len(p.r.Hidden) - 1; i >= 0; i-- {
		layers = p.hidden(append(layers, linear(in, p.r.Hidden[i])), p.r.Hidden[i])
		in = p.r.Hidden[i]
	}
	layers = append(layers, linear(in, p.shapes[len(p.r.Conv)].Size()))
	for i := len(p.r.Conv) - 1; i >= 0; i-- {
		layers = p.back(layers, i)
	}
	if len(p.r.Conv) > 0 {
		layers = append(layers, "nn.Flatten()")
	}
	if p.squashes() {
		layers = append(layers, modules[nn.Sigmoid])
	}
	p.line("decoder = nn.Sequential(%s)  # z (%d, %d) to %s (%d, %d)", strings.Join(layers, ", "), p.s.Batch, p.r.Code, p.copyName(), p.s.Batch, p.size)
}

// tied writes G with the encoder's weights turned round.
func (p *listing) tied() {
	var widths []string
	for i := len(p.dense) - 1; i >= 0; i-- {
		widths = append(widths, fmt.Sprint(p.widths[i]))
	}
	p.line("biases = [nn.Parameter(torch.zeros(n)) for n in [%s]]", strings.Join(widths, ", "))
	p.line("def decoder(y):  # the encoder's own weights, turned round: z (%d, %d) to %s (%d, %d)", p.s.Batch, p.r.Code, p.copyName(), p.s.Batch, p.size)
	for i := len(p.dense) - 1; i >= 0; i-- {
		y := fmt.Sprintf("F.linear(y, encoder[%d].weight.T, biases[%d])", p.dense[i], len(p.dense)-1-i)
		f := functions[p.r.Unit]
		if i == 0 {
			f = ""
			if p.squashes() {
				f = functions[nn.Sigmoid]
			}
		}
		if f != "" {
			y = f + "(" + y + ")"
		}
		if p.r.Dropout > 0 && i > 0 {
			y = fmt.Sprintf("F.dropout(%s, %s)", y, num(p.r.Dropout))
		}
		p.line("    y = %s  # (%d, %d)", y, p.s.Batch, p.widths[i])
	}
	p.line("    return y")
}

// back adds the transposed convolution that mirrors convolution i. What rounding down took from a side there, output padding gives back.
func (p *listing) back(layers []string, i int) []string {
	c, from, to := p.r.Conv[i], p.shapes[i+1], p.shapes[i]
	if i == len(p.r.Conv)-1 { // what the dense layer wrote has no sides yet
		layers = append(p.hidden(layers, from.Size()), unflatten(from))
	} else {
		layers = p.hidden(layers, from.Channels, from.Height, from.Width)
	}
	left := to.Height - ((from.Height-1)*c.Stride - 2*(c.Kernel/2) + c.Kernel)
	return append(layers, fmt.Sprintf("nn.ConvTranspose2d(%d, %d, %d, stride=%d, padding=%d, output_padding=%d)", from.Channels, to.Channels, c.Kernel, c.Stride, c.Kernel/2, left))
}

// strided is how many places a convolution has along a side.
func strided(side int, c ae.Conv) int { return (side+2*(c.Kernel/2)-c.Kernel)/c.Stride + 1 }

func unflatten(s nn.Shape) string {
	return fmt.Sprintf("nn.Unflatten(1, (%d, %d, %d))", s.Channels, s.Height, s.Width)
}

// hidden finishes a hidden layer whose sums have those sides.
func (p *listing) hidden(layers []string, sides ...int) []string {
	if p.r.Norm {
		layers = append(layers, "nn.LayerNorm(["+strings.Trim(strings.ReplaceAll(fmt.Sprint(sides), " ", ", "), "[]")+"])")
	}
	if p.r.Unit != nn.Linear {
		layers = append(layers, modules[p.r.Unit])
	}
	if p.r.Dropout > 0 {
		layers = append(layers, fmt.Sprintf("nn.Dropout(%s)", num(p.r.Dropout)))
	}
	return layers
}

// num writes a number as Python reads it, without the last digits that a float32 cannot hold anyway.
func num(v float32) string { return strconv.FormatFloat(float64(v), 'g', 6, 64) }

func linear(in, out int) string { return fmt.Sprintf("nn.Linear(%d, %d)", in, out) }

// squashes reports whether the decoder ends in a sigmoid; under BCE that is part of the loss.
func (p *listing) squashes() bool { return p.r.Loss != nn.BCE && !p.r.Linear }

func (p *listing) copyName() string {
	if p.r.Loss == nn.BCE {
		return "logits"
	}
	return "y"
}

// start writes the first weights and the optimiser.
func (p *listing) start() {
	layers, rest := "[*encoder, *decoder]", "*decoder.parameters()"
	if p.s.Tied {
		layers, rest = "encoder", "*biases"
	}
	begin := map[nn.Init]string{nn.Glorot: "xavier_uniform_(layer.weight)", nn.He: "kaiming_normal_(layer.weight)"}[p.r.Init]
	kinds := "nn.Linear"
	if len(p.r.Conv) > 0 {
		kinds = "(nn.Linear, nn.Conv2d, nn.ConvTranspose2d)"
	}
	if p.r.Label.Classes > 0 {
		rest += ", *head.parameters()"
		layers = map[bool]string{true: "[*encoder, head]", false: "[*encoder, *decoder, head]"}[p.s.Tied]
	}
	p.line("for layer in %s:\n    if isinstance(layer, %s):", layers, kinds)
	p.line("        nn.init.%s; nn.init.zeros_(layer.bias)", begin)
	p.line("parameters = [*encoder.parameters(), %s]", rest)
	p.line("optimiser = torch.optim.%s", p.optimiser())
	p.schedule()
	p.line("")
}

// schedule writes how the rate goes on.
func (p *listing) schedule() {
	var fall string
	switch m := p.s.Method().Schedule; m.Kind {
	case opt.Constant:
		return
	case opt.Halving:
		fall = fmt.Sprintf("max(%s, 0.5 ** (step // %d))", num(m.Floor), m.Over)
	case opt.Cosine:
		fall = fmt.Sprintf("%s + %s * (1 + math.cos(math.pi * min(step / %d, 1)))", num(m.Floor), num((1-m.Floor)/2), m.Over)
	default:
		fall = fmt.Sprintf("%s + %s * (1 - min(step / %d, 1))", num(m.Floor), num(1-m.Floor), m.Over)
	}
	p.line("schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: %s)  # how much of the rate is left", fall)
}

func (p *listing) optimiser() string {
	name, more := p.s.Optimiser.String(), ""
	switch p.s.Optimiser {
	case opt.Momentum, opt.Nesterov:
		name = "SGD"
		if p.s.Momentum > 0 { // PyTorch knows no Nesterov without
			more = fmt.Sprintf(", momentum=%s", num(p.s.Momentum))
			if p.s.Optimiser == opt.Nesterov {
				more += ", nesterov=True"
			}
		}
	}
	if p.s.Decay > 0 || p.s.Optimiser == opt.AdamW { // whose own default is not 0
		more += fmt.Sprintf(", weight_decay=%s", num(p.s.Decay))
	}
	return fmt.Sprintf("%s(parameters, lr=%s%s)", name, num(p.s.Rate), more)
}

// loop writes a step for each batch.
func (p *listing) loop() {
	known := ""
	if p.r.Masked {
		known += ", seen"
	}
	if p.r.Label.Classes > 0 {
		known += ", labels"
	}
	p.line("for x%s in batches:  # (%d, %d), %s", known, p.s.Batch, p.size, map[data.Form]string{data.Pictures: "grey values from 0 to 1",
		data.Points: "places in the plane", data.Signals: "values from 0 to 1",
		data.Tables: "entries from 0.1 to 1, 0 where one is missing"}[p.s.Data.Form()])
	seen := p.tear()
	p.code(seen)
	p.line("    y = decoder(z)")
	name := map[nn.Loss]string{nn.MSE: "mse_loss", nn.BCE: "binary_cross_entropy_with_logits", nn.L1: "l1_loss"}[p.r.Loss]
	switch {
	case p.r.Label.Alone:
		p.line("    loss = 0 * y.sum()  # labels alone: the copy counts for nothing")
	case p.r.Masked:
		p.line("    loss = (F.%s(y, x, reduction=\"none\") * seen).sum() / seen.sum()  # over what was observed", name)
	default:
		p.line("    loss = F.%s(y, x)", name)
	}
	if p.r.Label.Classes > 0 {
		p.line("    if (labels >= 0).any():  # -1 where no label is known")
		p.line("        loss = loss + %s * F.cross_entropy(head(z), labels, ignore_index=-1)", num(p.r.Label.Weight))
	}
	p.penalties(seen)
	step := "optimiser.step()"
	if p.s.Clip > 0 {
		step = fmt.Sprintf("nn.utils.clip_grad_norm_(parameters, %s); ", num(p.s.Clip)) + step
	}
	if p.s.Schedule != opt.Constant {
		step += "; schedule.step()"
	}
	p.line("    optimiser.zero_grad(); loss.backward(); %s", step)
}

// tear writes the noise and returns the name of what the encoder sees.
func (p *listing) tear() string {
	a := p.s.Amount
	switch p.r.Noise.Kind {
	case ae.Gaussian:
		p.line("    torn = x + %s * torch.randn_like(x)", num(a))
	case ae.Masking:
		p.line("    torn = x * (torch.rand_like(x) >= %s)", num(a))
	case ae.SaltAndPepper:
		p.line("    dice = torch.rand_like(x)\n    torn = torch.where(dice < %s, 0.0, torch.where(dice < %s, 1.0, x))", num(a/2), num(a))
	case ae.Clean:
		if !p.r.Masked {
			return "x"
		}
		p.line("    torn = x * seen  # 1 where an entry was observed, 0 where not")
		return "torn"
	}
	if p.r.Masked {
		p.line("    torn = torn * seen  # 1 where an entry was observed, 0 where not")
	}
	return "torn"
}

// code writes how the code is made.
func (p *listing) code(seen string) {
	if p.r.Cloud.On {
		p.line("    mean, logvar = encoder(%s).chunk(2, dim=1)  # (%d, %d) each", seen, p.s.Batch, p.r.Code)
		p.line("    z = mean + (logvar / 2).exp() * torch.randn_like(mean)")
		return
	}
	p.line("    z = encoder(%s)", seen)
	if k := p.r.Sparse.Kind; k == ae.KSparse || k == ae.TopK {
		p.line("    top = z.topk(%d, dim=1)  # the largest of each row", p.r.Sparse.Keep)
		p.line("    z = torch.zeros_like(z).scatter(1, top.indices, top.values)")
	}
}

// penalties writes what is added to the loss.
func (p *listing) penalties(seen string) {
	if p.r.Cloud.On {
		p.line("    nats = (mean**2 + logvar.exp() - 1 - logvar).mean(0) / 2  # that each number costs, and at most tells: (%d,)", p.r.Code)
		charged := "nats"
		if f := p.r.Cloud.FreeBits; f > 0 {
			charged = fmt.Sprintf("nats.clamp(min=%s)", num(f))
		}
		p.line("    loss = loss + %s / %d * %s.sum()", num(p.s.Beta), p.size, charged)
	}
	switch rho, w := p.s.Awake, num(p.s.Pressure); p.r.Sparse.Kind {
	case ae.SparseL1:
		p.line("    loss = loss + %s * z.abs().sum(1).mean()", w)
	case ae.SparseKL:
		p.line("    awake = z.mean(0).clamp(1e-6, 1 - 1e-6)  # share of each unit: (%d,)", p.r.Code)
		p.line("    loss = loss + %s * (%s * (%s / awake).log() + %s * (%s / (1 - awake)).log()).sum()", w, num(rho), num(rho), num(1-rho), num(1-rho))
	}
	if c := p.r.Contract; c > 0 {
		p.line("    slopes = torch.func.vmap(torch.func.jacrev(encoder))(%s)  # (%d, %d, %d)", seen, p.s.Batch, p.r.Code, p.size)
		p.line("    loss = loss + %s * slopes.square().sum((1, 2)).mean()", num(c))
	}
}

package train

// Doc is one line for the learner: what the knob does. The words stand apart from the table because the trainer's program, which links the table, has no
// use for them.
func (k *Knob) Doc() string {
	switch k.Name {
	case "seed":
		return "Which start: the same seed gives the same examples, the same first weights and the same run, on every machine."
	case "data":
		return "What the network is shown. Each set is drawn from a few true choices."
	case "neck":
		return "How many numbers may pass from the encoder to the decoder."
	case "width":
		return "Units in the outer hidden layer on each side; a further layer has half as many."
	case "depth":
		return "Hidden layers on each side of the neck. With none, the encoder is one matrix."
	case "unit":
		return "How a hidden unit bends its sum. Linear units cannot bend at all."
	case "loss":
		return "How a copy is scored: mean squared error (MSE), or binary cross-entropy (BCE), whose floor on grey pictures lies above zero."
	case "optimiser":
		return "How a gradient becomes a step: as it is (SGD), with a flywheel (momentum), or scaled for each weight (Adam)."
	case "rate":
		return "How far each step goes. Too small crawls, too large explodes."
	case "momentum":
		return "How much of the last move is kept; used by the momentum optimiser alone."
	case "batch":
		return "How many examples share one step. Few are noisy and quick, many are smooth and slow."
	case "noise":
		return "What tears a picture before the encoder sees it; the copy is still scored against the whole one."
	case "amount":
		return "How badly: the standard deviation of Gaussian noise, or the share of pixels that the others hit."
	case "sparse":
		return "What keeps most units of the code silent: a price on what they say (L1), on how often they speak (KL), or only the largest let through."
	case "pressure":
		return "How much silence is worth against a good copy."
	case "awake":
		return "The share of pictures that KL pressure wants each unit to wake for."
	case "keep":
		return "How many units of a k-sparse or TopK code may speak for one picture."
	case "code":
		return "Whether a picture becomes a point, or a cloud to draw from (a variational autoencoder)."
	case "beta":
		return "How strongly clouds are pulled towards the standard one."
	case "free":
		return "How much each number of a cloud may cost before the pull begins."
	case "contract":
		return "How much the code is kept from moving when a picture changes a little."
	case "tied":
		return "Whether the decoder uses the weights of the encoder, turned round."
	case "output":
		return "Whether grey values are squashed between 0 and 1, or left straight."
	case "init":
		return "How widely the first weights are drawn: for bounded units (Glorot) or for ReLU (He)."
	case "dropout":
		return "The share of hidden units silenced at random in each step."
	case "decay":
		return "How fast weights shrink when nothing needs them."
	case "clip":
		return "The longest gradient that a step follows whole; 0 for any."
	case "scatter":
		return "How far points lie from the curve that they were drawn on."
	}
	return ""
}

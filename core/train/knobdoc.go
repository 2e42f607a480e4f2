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
	case "schedule":
		return "How the learning rate goes on: it stays (constant), or falls to a hundredth in a straight line (linear), along half a wave (cosine), or by halves."
	case "over":
		return "How many steps from the start the rate takes to fall; under halving, how many each half takes."
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
	case "examples":
		return "How many examples there are to practise on. Those set aside stay the same."
	case "missing":
		return "The share of each example's numbers that nobody observed."
	case "losing":
		return "Whether any number may be missing, or bright ones twice as often."
	case "holes":
		return "Where unseen examples are hidden from the network: where you hid something, or by a plan, for each of them."
	case "rounds":
		return "How many times a filled example goes through the network; what was seen stays as it was."
	case "dice":
		return "What the twelve draw: codes from their clouds, or also what copies leave open at each place."
	case "faults":
		return "Which share of the heartbeats to practise on is faulty. Those set aside stay the same."
	case "masked":
		return "Whether what is missing counts as 0, in the input and in the loss, or is left out of both."
	case "norm":
		return "Whether each hidden layer's sums are brought to mean 0 and spread 1 before its units bend them (layer norm)."
	case "convs":
		return "How many layers on each side look at a picture through one small stencil for every place."
	case "channels":
		return "How many stencils the outermost convolution has; each further one has twice as many."
	case "kernel":
		return "How many pixels wide and high the stencil is."
	case "stride":
		return "How many pixels lie from one place of the stencil to the next."
	case "state":
		return "Units of a recurrent network, which takes an example a step at a time; with none, it takes all at once."
	case "cell":
		return "How a recurrent unit keeps and forgets: by three gates (LSTM) or by two (GRU)."
	case "writes":
		return "Whether the decoder is fed its own last output at each step, or the code alone."
	case "forced":
		return "Whether it is fed the true last value instead while it trains."
	case "classify":
		return "Whether a classifier learns from the code, beside the copy, which kind an example is of."
	case "known":
		return "How many of the examples to practise on tell which kind they are of."
	case "alone":
		return "Whether labels are all that is learned from, and the copy counts for nothing."
	case "asks":
		return "How many more labels the network may ask for, one every 100 steps: each where its two likeliest classes are nearest to each other."
	case "buy":
		return "The number of an example whose label you buy, from 1; 0 gives all back that were bought."
	case "about":
		return "What the label of a point says: which crescent it is on, or whether it lies to the left or to the right."
	case "teach":
		return "How much a right label is worth against a good copy."
	case "judge":
		return "Units of a second network that learns to tell copies from originals; with none, there is no such network."
	case "threshold":
		return "From which error of its copy on an example counts as faulty."
	case "shift":
		return "How many pixels to the right the shown picture is moved, or to the left."
	case "rare":
		return "Which share of all examples is faulty, where it counts."
	case "cost":
		return "How many false alarms one missed fault is worth."
	case "evenings":
		return "On how many evenings each unseen person has watched a film, what is guessed best for them, and has said how many stars it gets."
	case "bits":
		return "To how many bits each number of the code is cut before it is decoded."
	case "colours":
		return "What examples are coloured by: their labels, nothing, or groups that k-means finds, among codes or among shuffled numbers."
	case "fool":
		return "How much a copy that is found out costs."
	}
	return ""
}

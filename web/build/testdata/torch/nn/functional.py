"""Functions of layers and losses."""
import torch


def linear(x, weight, bias):
    outputs, inputs = weight.shape
    assert x.shape[-1] == inputs, f"a layer of {inputs} inputs was given {x.shape}"
    assert bias.shape == (outputs,), f"a bias of {bias.shape} for {outputs} outputs"
    return x._made(weight, bias, shape=x.shape[:-1] + (outputs,))


def relu(x):
    return x._made()


leaky_relu = elu = softplus = silu = relu


def dropout(x, p):
    assert 0 <= p < 1
    return x._made()


def mse_loss(y, x, reduction="mean"):
    assert y.shape == x.shape, f"copies of {y.shape} for {x.shape}"
    return y._made(x, shape={"mean": (), "none": y.shape}[reduction])


l1_loss = mse_loss


def binary_cross_entropy_with_logits(y, x, reduction="mean"):
    assert not y.squashed, "the loss has a sigmoid of its own"
    return mse_loss(y, x, reduction)


def cross_entropy(logits, labels, ignore_index):
    rows, classes = logits.shape
    assert labels.shape == (rows,) and classes > 1 and ignore_index < 0
    assert not logits.squashed
    return logits._made(shape=())

"""Layers, first weights and clipping."""
import torch
from torch.nn import functional


class Parameter(torch.Tensor):
    def __init__(self, value):
        super().__init__(value.shape)
        self.sources = frozenset({self})


class Module:
    def parameters(self):
        return []


class Linear(Module):
    def __init__(self, inputs, outputs):
        self.weight = Parameter(torch.Tensor((outputs, inputs)))
        self.bias = Parameter(torch.Tensor((outputs,)))

    def __call__(self, x):
        return functional.linear(x, self.weight, self.bias)

    def parameters(self):
        return [self.weight, self.bias]


class Sequential(Module):
    def __init__(self, *layers):
        self.layers = layers

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def __iter__(self):
        return iter(self.layers)

    def __getitem__(self, i):
        return self.layers[i]

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]


class Tanh(Module):
    def __call__(self, x):
        return torch.tanh(x)


class ReLU(Tanh):
    pass


class LeakyReLU(Tanh):
    pass


class ELU(Tanh):
    pass


class Softplus(Tanh):
    pass


class SiLU(Tanh):
    pass


class Sigmoid(Module):
    def __call__(self, x):
        return torch.sigmoid(x)


class Dropout(Module):
    def __init__(self, p):
        assert 0 <= p < 1
        self.p = p

    def __call__(self, x):
        return functional.dropout(x, self.p)


class init:
    @staticmethod
    def xavier_uniform_(w):
        assert isinstance(w, Parameter) and len(w.shape) == 2

    kaiming_normal_ = xavier_uniform_

    @staticmethod
    def zeros_(b):
        assert isinstance(b, Parameter)


class utils:
    @staticmethod
    def clip_grad_norm_(parameters, most):
        assert most > 0 and all(p.grad for p in parameters)

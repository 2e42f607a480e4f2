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


class Conv2d(Module):
    def __init__(self, inputs, outputs, kernel, stride, padding):
        assert 1 <= stride <= kernel and padding >= 0
        self.sizes = inputs, outputs, kernel, stride, padding
        self.weight = Parameter(torch.Tensor((outputs, inputs, kernel, kernel)))
        self.bias = Parameter(torch.Tensor((outputs,)))

    def side(self, n):
        _, _, kernel, stride, padding = self.sizes
        return (n + 2 * padding - kernel) // stride + 1

    def __call__(self, x):
        rows, channels, high, wide = x.shape
        assert channels == self.sizes[0], f"a convolution of {self.sizes[0]} channels was given {x.shape}"
        return x._made(self.weight, self.bias, shape=(rows, self.sizes[1], self.side(high), self.side(wide)))

    def parameters(self):
        return [self.weight, self.bias]


class ConvTranspose2d(Conv2d):
    def __init__(self, inputs, outputs, kernel, stride, padding, output_padding):
        super().__init__(inputs, outputs, kernel, stride, padding)
        assert 0 <= output_padding < stride, f"an output padding of {output_padding} at a stride of {stride}"
        self.weight = Parameter(torch.Tensor((inputs, outputs, kernel, kernel)))
        self.more = output_padding

    def side(self, n):
        _, _, kernel, stride, padding = self.sizes
        return (n - 1) * stride - 2 * padding + kernel + self.more


class Flatten(Module):
    def __call__(self, x):
        n = 1
        for side in x.shape[1:]:
            n *= side
        assert len(x.shape) > 2, "there is nothing to flatten"
        return x._made(shape=(x.shape[0], n))


class Unflatten(Module):
    def __init__(self, dim, sides):
        assert dim == 1
        self.sides = sides

    def __call__(self, x):
        n = 1
        for side in self.sides:
            n *= side
        assert x.shape[1:] == (n,), f"{x.shape} is no picture of {self.sides}"
        return x._made(shape=x.shape[:1] + self.sides)


class LayerNorm(Module):
    def __init__(self, sides):
        self.sides = tuple(sides)
        self.weight, self.bias = Parameter(torch.Tensor(self.sides)), Parameter(torch.Tensor(self.sides))

    def __call__(self, x):
        assert x.shape[1:] == self.sides, f"a norm over {self.sides} was given {x.shape}"
        return x._made(self.weight, self.bias)

    def parameters(self):
        return [self.weight, self.bias]


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
        assert isinstance(w, Parameter) and len(w.shape) in (2, 4)

    kaiming_normal_ = xavier_uniform_

    @staticmethod
    def zeros_(b):
        assert isinstance(b, Parameter)


class utils:
    @staticmethod
    def clip_grad_norm_(parameters, most):
        assert most > 0 and all(p.grad for p in parameters)

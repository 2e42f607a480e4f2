"""Shapes and nothing else: enough of PyTorch's surface to run the lessons' lines and to fail where shapes do not meet.

A tensor knows its shape, which parameters it came from, and whether a sigmoid made it.
"""
import math


class Tensor:
    def __init__(self, shape, sources=frozenset(), squashed=False):
        self.shape, self.sources, self.squashed, self.grad = tuple(shape), frozenset(sources), squashed, False

    def _made(self, *others, shape=None):
        """A tensor made of this one and others, broadcast unless shape says otherwise."""
        tensors = [self] + [o for o in others if isinstance(o, Tensor)]
        for o in others:
            assert isinstance(o, (Tensor, int, float)), f"{o!r} is no number"
        if shape is None:
            shape = broadcast(*[t.shape for t in tensors])
        return Tensor(shape, frozenset().union(*[t.sources for t in tensors]))

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = _made
    __lt__ = __ge__ = _made

    def exp(self):
        return self._made()

    log = abs = square = exp

    def clamp(self, min=-math.inf, max=math.inf):
        assert min < max
        return self._made()

    def _reduce(self, dim=None):
        if dim is None:
            return self._made(shape=())
        dims = {range(len(self.shape))[d] for d in (dim if isinstance(dim, tuple) else (dim,))}
        return self._made(shape=[n for i, n in enumerate(self.shape) if i not in dims])

    sum = mean = _reduce

    def chunk(self, parts, dim):
        n = self.shape[dim]
        assert n % parts == 0, f"{n} numbers in {parts} parts"
        shape = list(self.shape)
        shape[dim] = n // parts
        return tuple(self._made(shape=shape) for _ in range(parts))

    def any(self):
        return True

    def topk(self, k, dim):
        assert 1 <= k <= self.shape[dim], f"the {k} largest of {self.shape[dim]}"
        shape = list(self.shape)
        shape[dim] = k

        class Top:
            values, indices = self._made(shape=shape), Tensor(shape)

        return Top

    def scatter(self, dim, index, values):
        assert len(index.shape) == len(self.shape) and index.shape == values.shape
        assert all(i == n or at == dim for at, (i, n) in enumerate(zip(index.shape, self.shape)))
        return self._made(values, shape=self.shape)

    @property
    def T(self):
        assert len(self.shape) == 2
        return self._made(shape=self.shape[::-1])

    def backward(self):
        assert self.shape == (), f"a loss of shape {self.shape}"
        for p in self.sources:
            p.grad = True


def broadcast(*shapes):
    width = max(len(s) for s in shapes)
    out = []
    for sizes in zip(*[(1,) * (width - len(s)) + tuple(s) for s in shapes]):
        wide = {n for n in sizes if n != 1}
        assert len(wide) <= 1, f"shapes {shapes} do not meet"
        out.append(wide.pop() if wide else 1)
    return tuple(out)


def zeros(n):
    return Tensor((n,))


def zeros_like(x):
    return Tensor(x.shape)


rand_like = randn_like = zeros_like


def where(condition, a, b):
    return condition._made(a, b)


def tanh(x):
    return x._made()


def sigmoid(x):
    return Tensor(x.shape, x.sources, squashed=True)


class func:
    @staticmethod
    def jacrev(f):
        def jacobian(x):
            y = f(x)
            return y._made(shape=y.shape + x.shape)

        return jacobian

    @staticmethod
    def vmap(f):
        def rows(x):
            y = f(Tensor(x.shape[1:], x.sources))
            return y._made(shape=x.shape[:1] + y.shape)

        return rows


class _Optimiser:
    def __init__(self, parameters, lr, momentum=0, nesterov=False, weight_decay=0):
        assert lr > 0 and 0 <= momentum < 1 and weight_decay >= 0 and (momentum > 0 or not nesterov)
        assert not momentum or isinstance(self, optim.SGD), "only SGD has momentum"
        self.parameters, self.clean, self.steps = list(parameters), False, 0
        assert len(set(map(id, self.parameters))) == len(self.parameters), "a parameter is given twice"
        made.append(self)

    def zero_grad(self):
        self.clean = True
        for p in self.parameters:
            p.grad = False

    def step(self):
        assert self.clean, "gradients were not cleared"
        for p in self.parameters:
            assert p.grad, f"a parameter of shape {p.shape} has no gradient"
        self.clean, self.steps = False, self.steps + 1


made = []  # every optimiser


class optim:
    class SGD(_Optimiser):
        pass

    class RMSprop(_Optimiser):
        pass

    class Adam(_Optimiser):
        pass

    class AdamW(_Optimiser):
        pass

    class lr_scheduler:
        class LambdaLR:
            def __init__(self, optimiser, share):
                self.optimiser, self.share, self.steps = optimiser, share, 0
                assert share(0) == 1, "a schedule begins at the rate itself"
                assert 0.0099 < share(1000000) < 0.0101, "a schedule ends at a hundredth"

            def step(self):
                self.steps += 1
                assert self.steps == self.optimiser.steps, "a schedule goes on right after its optimiser"
                assert 0 < self.share(self.steps) <= 1


from torch import nn  # noqa: E402, F401

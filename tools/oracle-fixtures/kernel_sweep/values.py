"""Values for the kernels' tests: everyday numbers, odd ones, and odd shapes."""

import numpy as np

NAN, INF = float('nan'), float('inf')

#: Reasons why an answer of TensorFlow is not binding.
NO_RULE = "TensorFlow's documentation says nothing of NaN here"


def floats(*values, shape=None):
    """A tensor of floats, one dimension unless its shape is given."""
    array = np.array(values, np.float32)
    return array if shape is None else array.reshape(shape)


def ints(*values, shape=None):
    """A tensor of integers, one dimension unless its shape is given."""
    array = np.array(values, np.int32)
    return array if shape is None else array.reshape(shape)


def bools(*values, shape=None):
    """A tensor of truth values, one dimension unless its shape is given."""
    array = np.array(values, np.bool_)
    return array if shape is None else array.reshape(shape)


EVERYDAY = floats(-3.25, -2.5, -1.5, -1, -0.75, -0.5, -0.1, 0, 0.1, 0.5, 0.75, 1, 1.5, 2.5, 3.5, 6, 7.25)
SMALL = floats(1e-8, -1e-8, 1e-7, -2e-8, 1e-4, -1e-4, 1e-30, -1e-30)
LARGE = floats(88, -88, 104, -104, 1e4, -1e4, 16777216, -16777216, 2147483648, -2147483648, 9007199254740992, 3.4e38, -3.4e38)
NONFINITE = floats(NAN, INF, -INF, -0.0)
#: Without numbers so large that a quotient would be denormal: TensorFlow treats that as 0.
ODD_FLOATS = floats(0, -0.0, 0.5, -0.5, 2.5, -2.5, 3, -7, 1e10, -1e30, INF, -INF, NAN)
ODD_INTS = ints(0, 1, -1, 2, -2, 3, -7, 255, 256, 65536, 46341, 16777217, -16777217, 2147483647, -2147483648)

#: Rank 0, no elements, one element, and the ranks beyond 4.
ODD_SHAPES = [(), (0,), (1,), (2, 0, 3), (1, 1), (1, 2, 1, 3, 1), (2, 1, 2, 1, 2, 1)]

#: Pairs of shapes that broadcast together, in both orders.
BROADCASTS = [
    ((), (3,)),
    ((3,), ()),
    ((2, 3), (3,)),
    ((3,), (2, 3)),
    ((2, 1, 3), (4, 1)),
    ((4, 1), (2, 1, 3)),
    ((2, 1, 2, 1, 2), (1, 3, 1, 2, 1)),
    ((2, 1, 1, 2, 1, 2), (2, 1, 2, 1)),
    ((0,), (1,)),
    ((1,), (0,)),
    ((2, 0), (2, 1)),
    ((0, 3), (3,)),
    ((), ()),
]


def ramp(shape, start=-1.25, step=0.5):
    """Floats that all differ, in halves: every sum is exact."""
    size = int(np.prod(shape))
    return (start + step * np.arange(size)).astype(np.float32).reshape(shape)


def count(shape, start=-2):
    """Integers that all differ."""
    size = int(np.prod(shape))
    return np.arange(start, start + size, dtype=np.int32).reshape(shape)


def flags(shape):
    """Truth values without a period that could match a shape."""
    size = int(np.prod(shape))
    return np.array([(i * i + i // 3) % 3 == 0 for i in range(size)], np.bool_).reshape(shape)


def draw(shape, seed=7):
    """Floats between -2 and 2 in 64ths, drawn from a seed."""
    return (np.random.default_rng(seed).integers(-128, 129, shape) / 64).astype(np.float32)


OF_DTYPE = {'float32': ramp, 'int32': count, 'bool': flags}

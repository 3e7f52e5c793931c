"""Ops that reduce dimensions, or run along one."""

import numpy as np
import tensorflow as tf

from .values import INF, NAN, NO_RULE, OF_DTYPE, bools, count, draw, flags, floats, ints

NUMERIC = ('Max', 'Min', 'Sum', 'Mean', 'Prod', 'EuclideanNorm')
LOGICAL = ('All', 'Any')
AXES = (
    ((), []),
    ((4,), [0]),
    ((4,), [-1]),
    ((2, 3), [0]),
    ((2, 3), [1]),
    ((2, 3), [-1]),
    ((2, 3), [0, 1]),
    ((2, 3), []),
    ((2, 3, 2), [0, 2]),
    ((2, 3, 2), [-2]),
    ((2, 1, 3), [1]),
    ((2, 3, 2, 2), [1, 2]),
    ((1, 2, 2, 1, 3), [1, 3]),
    ((2, 1, 2, 1, 2, 2), [0, 4]),
)
#: Shapes whose empty dimension is reduced to elements, and shapes that stay empty.
EMPTY = (((0,), [0]), ((2, 0), [1]), ((2, 0), [0]), ((0, 3), [0]), ((0, 3), [1]), ((2, 0, 3), [0, 1]))


def reductions(sweep):
    """Every reduction along each kind of axes, and ops that run along one axis."""
    for op in NUMERIC + LOGICAL:
        for shape, axis in AXES:
            for keep_dims in (False, True):
                values = flags(shape) if op in LOGICAL else draw(shape, 4)
                sweep.op(op, [values, np.array(axis, np.int32)], keep_dims=keep_dims)
        for shape, axis in EMPTY:
            values = flags(shape) if op in LOGICAL else draw(shape)
            sweep.op(op, [values, np.array(axis, np.int32)], why='empty')
        sweep.op(op, [flags((2, 3)) if op in LOGICAL else draw((2, 3)), np.int32(1)], why='an axis of rank 0')
    for op in LOGICAL:
        for row in ((True, True), (False, False), (True, False)):
            sweep.op(op, [bools(*row), ints(0)])
    for op in NUMERIC:
        sweep.op(op, [floats(1, NAN, 3, NAN, 1, 2, 3, 1, NAN, shape=(3, 3)), ints(1)], why='NaN')
        sweep.op(op, [floats(1, INF, 3, -INF, 1, 2, INF, -INF, 1, shape=(3, 3)), ints(1)], why='Infinity')
        sweep.op(op, [count((3, 4), -6), ints(1)], why='int32', if_supported=True)
        sweep.op(op, [count((3, 4), -6), ints(0)], why='int32, first axis', if_supported=True)
        sweep.op(op, [ints(16777217, 16777216, -16777217, 1, shape=(2, 2)), ints(1)], why='int32 beyond 2^24', if_supported=True)
        ends = ints(2147483647, 1, -2147483648, -1, 65536, 65536, shape=(3, 2))
        beyond = 'C++ leaves a sum beyond int32 open' if op == 'Mean' else None
        sweep.op(op, [ends, ints(1)], why='int32 at its ends', if_supported=True, undefined=beyond)
        sweep.op(op, [ints(shape=(2, 0)), ints(1)], why='no int32', if_supported=op != 'Mean')
        sweep.op(op, [flags((2, 3)), ints(1)], why='bool', if_supported=True)
    # Added one after the other, as floats: with equal numbers the rounding errors of the sums add up.
    sweep.op('Sum', [np.full((1, 5000), 0.1, np.float32), ints(1)], why='many', tolerance=1e-4)
    sweep.op('Mean', [np.full((1, 5000), 1000.1, np.float32), ints(1)], why='many', tolerance=1e-4)
    arg_extremes(sweep)
    for op in ('Cumsum', 'Cumprod'):
        cumulative(sweep, op)
    top_k(sweep)
    bincount(sweep)


def arg_extremes(sweep):
    """The first of equal elements; with NaN, TensorFlow's answer depends on the order of its vector code."""
    for op in ('ArgMax', 'ArgMin'):
        for shape, axis in (((4,), 0), ((4,), -1), ((2, 3), 0), ((2, 3), 1), ((2, 3, 2), -2), ((1, 2, 2, 1, 3), 2), ((2, 1, 2, 1, 2, 2), 5)):
            sweep.op(op, [draw(shape, 5), np.int32(axis)])
            sweep.op(op, [count(shape), np.int32(axis)], why='int32', if_supported=True)
        sweep.op(op, [floats(1, 3, 3, 1, -1, -1, 0, 0, shape=(2, 4)), np.int32(1)], why='ties')
        sweep.op(op, [floats(-INF, -INF, INF, INF, shape=(2, 2)), np.int32(1)], why='Infinity')
        sweep.op(op, [floats(0, -0.0, -0.0, 0, shape=(2, 2)), np.int32(1)], why='signed zeros')
        sweep.op(op, [ints(16777217, 16777216, -2147483648, 2147483647, shape=(2, 2)), np.int32(1)], why='int32 beyond 2^24')
        sweep.op(op, [flags((2, 3)), np.int32(1)], why='bool', if_supported=True)
        sweep.op(op, [floats(shape=(0, 3)), np.int32(1)], why='empty')
        sweep.op(op, [floats(shape=(2, 0)), np.int32(1)], why='nothing to choose from')
        sweep.op(
            op,
            [floats(1, NAN, 2, NAN, 1, 2, 2, 1, NAN, shape=(3, 3)), np.int32(1)],
            why='NaN',
            undefined=NO_RULE,
        )


def cumulative(sweep, op):
    """Each option, along each axis."""
    for exclusive in (False, True):
        for reverse in (False, True):
            options = {'exclusive': exclusive, 'reverse': reverse}
            sweep.op(op, [draw((2, 4), 6), np.int32(1)], **options)
            sweep.op(op, [draw((3, 2), 6), np.int32(0)], **options)
            sweep.op(op, [draw((2, 3, 2), 6), np.int32(-2)], **options)
            sweep.op(op, [draw((2, 3, 2), 6), np.int32(-1)], **options)
            sweep.op(op, [count((2, 3)), np.int32(1)], why='int32', **options)
            sweep.op(op, [draw((5,), 6), np.int32(0)], why='rank 1', **options)
            sweep.op(op, [draw((1, 2, 2, 1, 2), 6), np.int32(2)], why='rank 5', **options)
    sweep.op(op, [floats(1, NAN, 2, INF, -INF, 1, shape=(2, 3)), np.int32(1)], why='not finite')
    sweep.op(op, [ints(16777217, 1, 1, 2147483647, 2, 3, shape=(2, 3)), np.int32(1)], why='int32 at its ends')
    for shape in ((0,), (2, 0), (0, 2)):
        sweep.op(op, [floats(shape=shape), np.int32(0)], why='empty')


def top_k(sweep):
    """The greatest in order, the first of equal ones."""
    for k in (0, 1, 3, 5):
        sweep.op('TopKV2', [draw((3, 5), 8), np.int32(k)])
    sweep.op('TopKV2', [floats(1, 3, 3, 1, 3, 0, -0.0, 0, 2, 2, shape=(2, 5)), np.int32(4)], why='ties')
    sweep.op('TopKV2', [ints(5, 1, 5, -7, 16777217, 16777216), np.int32(4)], why='int32')
    sweep.op('TopKV2', [floats(-INF, INF, 0, 3.4e38), np.int32(3)], why='Infinity')
    sweep.op('TopKV2', [draw((1, 2, 1, 2, 3), 8), np.int32(2)], why='rank 5')
    sweep.op('TopKV2', [draw((1, 700), 8), np.int32(5)], why='many')
    sweep.op('TopKV2', [floats(shape=(0, 3)), np.int32(2)], why='empty')
    sweep.op('TopKV2', [draw((2, 3), 8), np.int32(4)], why='more than there are')
    sweep.op(
        'TopKV2', [floats(1, NAN, 2, 0), np.int32(2)], why='NaN', undefined=NO_RULE
    )


def bincount(sweep):
    """With and without weights, in one dimension and in two."""
    none = floats(shape=(0,))
    values = ints(0, 1, 1, 3, 7, 2)
    weights = floats(0.5, 1, 2, 4, 8, -1)
    sweep.op('Bincount', [values, np.int32(5), none])
    sweep.op('Bincount', [values, np.int32(5), weights], why='weights')
    sweep.op('Bincount', [values, np.int32(5), ints(1, 2, 3, 4, 5, 6)], why='int32 weights')
    sweep.op('Bincount', [ints(0, -1, 2), np.int32(3), none], why='a negative value')
    sweep.op('Bincount', [values, np.int32(0), none], why='no size')
    sweep.op('Bincount', [values.reshape(2, 3), np.int32(5), none], why='rank 2')
    for binary_output in (False, True):
        sweep.op('DenseBincount', [values, np.int32(5), none], binary_output=binary_output)
        sweep.op('DenseBincount', [values, np.int32(5), weights], why='weights', binary_output=binary_output)
        sweep.op('DenseBincount', [values.reshape(2, 3), np.int32(5), none], why='rank 2', binary_output=binary_output)
        sweep.op(
            'DenseBincount',
            [values.reshape(2, 3), np.int32(5), weights.reshape(2, 3)],
            why='rank 2, weights',
            binary_output=binary_output,
        )
    sweep.op('DenseBincount', [ints(shape=(0,)), np.int32(3), none], why='empty')
    sweep.op('DenseBincount', [ints(0, -1, 2), np.int32(3), none], why='a negative value')

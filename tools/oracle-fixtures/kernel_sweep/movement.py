"""Ops that move, repeat or create elements."""

import numpy as np
import tensorflow as tf

from .values import OF_DTYPE, bools, count, draw, flags, floats, ints, ramp


def movement(sweep):
    """Every op that only moves elements, with each dtype."""
    for dtype, values in OF_DTYPE.items():
        transpose(sweep, dtype, values)
        joins(sweep, dtype, values)
        slices(sweep, dtype, values)
        strided_slices(sweep, dtype, values)
        pads(sweep, dtype, values)
        blocks(sweep, dtype, values)
        repeats(sweep, dtype, values)
        shapes(sweep, dtype, values)
        reverses(sweep, dtype, values)
    fills(sweep)
    ranges(sweep)
    one_hot(sweep)
    uniques(sweep)


def transpose(sweep, dtype, values):
    """Each rank, with sizes of 1, which the kernel drops, and of 0."""
    for shape, perm in (
        ((), ()),
        ((3,), (0,)),
        ((2, 3), (1, 0)),
        ((2, 3), (0, 1)),
        ((1, 3), (1, 0)),
        ((2, 3, 4), (2, 0, 1)),
        ((2, 3, 4), (0, 2, 1)),
        ((2, 1, 4), (2, 1, 0)),
        ((2, 3, 2, 3), (3, 1, 0, 2)),
        ((1, 2, 3, 2), (0, 3, 1, 2)),
        ((2, 1, 2, 1, 3), (4, 0, 3, 2, 1)),
        ((2, 2, 2, 2, 2), (4, 2, 0, 3, 1)),
        ((2, 1, 2, 2, 2, 2), (5, 3, 0, 1, 4, 2)),
        ((2, 0), (1, 0)),
        ((0, 2, 3), (2, 0, 1)),
        ((2, 3, 0), (0, 2, 1)),
    ):
        sweep.op('Transpose', [values(shape), np.array(perm, np.int32)], why=f'{dtype} of {shape}')


def joins(sweep, dtype, values):
    """Concat, Pack and their reverses."""
    for first, second, axis in (
        ((2,), (3,), 0),
        ((2, 3), (1, 3), 0),
        ((2, 3), (2, 1), 1),
        ((2, 3), (2, 2), -1),
        ((2, 0), (2, 2), 1),
        ((0, 2), (2, 2), 0),
        ((2, 0), (2, 0), 1),
        ((1, 2, 1, 2, 1), (1, 2, 1, 1, 1), 3),
        ((1, 1, 2, 1, 2, 1), (1, 1, 2, 1, 2, 2), 5),
    ):
        sweep.op('ConcatV2', [[values(first), values(second)], np.int32(axis)], why=dtype)
    sweep.op('ConcatV2', [[values((1, 2)), values((2, 2)), values((0, 2)), values((1, 2))], np.int32(0)], why=f'{dtype}, four')
    sweep.op('Concat', [np.int32(1), [values((2, 1)), values((2, 2))]], why=dtype)
    for shape, axis in (((), 0), ((2,), 0), ((2,), 1), ((2,), -1), ((2, 3), 1), ((0, 2), 1), ((1, 2, 1, 2), 2)):
        sweep.op('Pack', [[values(shape), values(shape)]], why=f'{dtype} of {shape}', axis=axis)
    sweep.op('Pack', [[values((2,))]], why=f'{dtype}, one', axis=1)
    for shape, axis in (((3,), 0), ((2, 3), 0), ((2, 3), 1), ((2, 3, 2), -2), ((2, 0), 0), ((1, 2, 1, 2, 2), 3)):
        sweep.op('Unpack', [values(shape)], why=f'{dtype} of {shape}', num=shape[axis], axis=axis)
    sweep.op('Split', [np.int32(1), values((2, 4))], why=dtype, num_split=2)
    sweep.op('Split', [np.int32(-2), values((4, 3))], why=dtype, num_split=4)
    sweep.op('Split', [np.int32(0), values((0, 3))], why=f'{dtype}, empty', num_split=2)
    sweep.op('SplitV', [values((2, 5)), ints(1, 3, 1), np.int32(1)], why=dtype, num_split=3)
    sweep.op('SplitV', [values((5,)), ints(2, -1, 1), np.int32(0)], why=f'{dtype}, one open', num_split=3)
    sweep.op('SplitV', [values((2, 3)), ints(3, 0), np.int32(-1)], why=f'{dtype}, one empty', num_split=2)


def slices(sweep, dtype, values):
    """Contiguous or not, of each rank; -1 means the rest."""
    for shape, begin, size in (
        ((), (), ()),
        ((5,), (1,), (3,)),
        ((5,), (2,), (-1,)),
        ((5,), (5,), (0,)),
        ((3, 4), (1, 1), (2, 2)),
        ((3, 4), (1, 0), (1, -1)),
        ((2, 3, 4), (0, 1, 1), (2, 2, 2)),
        ((2, 3, 2, 3), (0, 1, 0, 1), (2, 1, 2, 2)),
        ((2, 2, 2, 2, 2), (0, 1, 0, 1, 0), (2, 1, 2, 1, 1)),
        ((2, 1, 2, 1, 2, 2), (1, 0, 0, 0, 1, 0), (1, 1, 2, 1, 1, 2)),
        ((0, 3), (0, 1), (0, 2)),
    ):
        sweep.op('Slice', [values(shape), np.array(begin, np.int32), np.array(size, np.int32)], why=f'{dtype} of {shape}')
    sweep.op('Slice', [values((3,)), ints(2), ints(3)], why=f'{dtype}, beyond the end')


def strided_slices(sweep, dtype, values):
    """Steps in either direction, masks, and ends beyond the tensor."""
    for shape, begin, end, strides, masks in (
        ((6,), (1,), (5,), (2,), {}),
        ((6,), (4,), (0,), (-2,), {}),
        ((6,), (-1,), (-7,), (-1,), {}),
        ((6,), (0,), (100,), (3,), {}),
        ((6,), (3,), (3,), (1,), {}),
        ((6,), (5,), (1,), (1,), {}),
        ((6,), (2,), (4,), (1,), {}),
        ((6,), (2,), (0,), (1,), {'shrink_axis_mask': 1}),
        ((6,), (-2,), (0,), (1,), {'shrink_axis_mask': 1}),
        ((6,), (2,), (4,), (2,), {'begin_mask': 1}),
        ((6,), (2,), (4,), (2,), {'end_mask': 1}),
        ((6,), (0,), (0,), (-1,), {'begin_mask': 1, 'end_mask': 1}),
        ((3, 4), (0, 1), (3, 4), (2, 2), {}),
        ((3, 4), (2, 3), (0, 0), (-1, -2), {}),
        ((3, 4), (0, 1), (3, 2), (1, 1), {'shrink_axis_mask': 2}),
        ((3, 4), (1, 0), (2, 4), (1, 2), {'shrink_axis_mask': 1}),
        ((3, 4), (0, 0), (0, 2), (1, 1), {'ellipsis_mask': 1}),
        ((3, 4), (0, 0, 1), (0, 0, 3), (1, 1, 1), {'new_axis_mask': 1, 'begin_mask': 2, 'end_mask': 2}),
        ((3, 4), (1,), (3,), (1,), {}),
        ((2, 3, 4), (0, 1), (0, 3), (1, 2), {'ellipsis_mask': 1}),
        ((2, 3, 2, 2), (0, 0, 1, 0), (2, 3, 2, 2), (1, 2, 1, 1), {}),
        ((2, 1, 2, 3, 2), (0, 0, 0, 0, 0), (2, 1, 2, 3, 2), (1, 1, 1, 2, 1), {}),
        ((2, 1, 2, 1, 2, 3), (0, 0, 0, 0, 0, 2), (2, 1, 2, 1, 2, 0), (1, 1, 1, 1, 1, -1), {}),
        ((0, 3), (0, 0), (0, 3), (1, 2), {}),
    ):
        vectors = [np.array(one, np.int32) for one in (begin, end, strides)]
        sweep.op('StridedSlice', [values(shape), *vectors], why=f'{dtype} of {shape}', **masks)


def pads(sweep, dtype, values):
    """Constants and mirrors, of each rank."""
    paddings = (
        ((3,), [[1, 2]]),
        ((2, 3), [[1, 0], [0, 2]]),
        ((2, 3), [[0, 0], [0, 0]]),
        ((2, 2, 3), [[1, 1], [0, 1], [2, 0]]),
        ((1, 2, 3, 2), [[0, 0], [1, 0], [1, 2], [0, 1]]),
        ((1, 2, 1, 2, 2), [[0, 0], [1, 0], [0, 0], [0, 1], [1, 1]]),
        ((1, 2, 1, 2, 1, 2), [[0, 0], [1, 0], [0, 0], [0, 1], [0, 0], [1, 1]]),
    )
    more = (((), []), ((0, 2), [[1, 1], [0, 1]]), ((2, 0), [[0, 0], [0, 0]]))
    for shape, padding in paddings + more:
        array = np.array(padding, np.int32).reshape(-1, 2)
        sweep.op('Pad', [values(shape), array], why=f'{dtype} of {shape}', if_supported=True)
        constant = {'float32': np.float32(-1.5), 'int32': np.int32(16777217), 'bool': np.bool_(True)}[dtype]
        sweep.op('PadV2', [values(shape), array, constant], why=f'{dtype} of {shape}', if_supported=True)
    if dtype == 'float32':
        sweep.op('PadV2', [values((2, 2)), np.array([[1, 0], [0, 1]], np.int32), np.float32(np.nan)], why='NaN')
        sweep.op('PadV2', [values((2, 2)), np.array([[1, 0], [0, 1]], np.int32), np.float32(7)], why='after NaN')
        sweep.op('PadV2', [values((2, 2)), np.array([[1, 0], [0, 1]], np.int32), np.float32(-np.inf)], why='-Infinity')
    for mode in ('REFLECT', 'SYMMETRIC'):
        for shape, padding in (
            ((3,), [[1, 2]]),
            ((3, 3), [[1, 0], [2, 2]]),
            ((2, 3, 2), [[1, 1], [0, 1], [1, 0]]),
            ((1, 3, 2, 2), [[0, 0], [2, 1], [1, 1], [0, 0]]),
            ((1, 2, 1, 2, 2), [[0, 0], [1, 0], [0, 0], [0, 1], [1, 1]]),
        ):
            sweep.op('MirrorPad', [values(shape), np.array(padding, np.int32)], why=f'{dtype} of {shape}', if_supported=True, mode=mode)


def blocks(sweep, dtype, values):
    """Between depth or batch and space."""
    for shape, size in (((1, 2, 2, 4), 2), ((2, 1, 3, 8), 2), ((1, 1, 1, 9), 3), ((0, 2, 2, 4), 2)):
        sweep.op('DepthToSpace', [values(shape)], why=f'{dtype} of {shape}', if_supported=True, block_size=size)
    for shape, block, crops in (
        ((4, 1, 1, 1), (2, 2), [[0, 0], [0, 0]]),
        ((4, 2, 2, 1), (2, 2), [[0, 1], [1, 0]]),
        ((2, 3, 2), (2,), [[1, 1]]),
        ((4, 1, 2, 1, 2), (2, 2), [[0, 0], [0, 0]]),
    ):
        arguments = [values(shape), np.array(block, np.int32), np.array(crops, np.int32)]
        sweep.op('BatchToSpaceND', arguments, why=f'{dtype} of {shape}', if_supported=True)
    for shape, block, paddings in (
        ((1, 2, 2, 1), (2, 2), [[0, 0], [0, 0]]),
        ((1, 3, 2, 2), (2, 2), [[1, 0], [0, 2]]),
        ((2, 3, 2), (2,), [[0, 1]]),
        ((1, 2, 2, 1, 2), (2, 1), [[0, 0], [0, 1]]),
    ):
        arguments = [values(shape), np.array(block, np.int32), np.array(paddings, np.int32)]
        sweep.op('SpaceToBatchND', arguments, why=f'{dtype} of {shape}', if_supported=True)


def repeats(sweep, dtype, values):
    """Tile and BroadcastTo."""
    for shape, multiples in (
        ((), ()),
        ((3,), (2,)),
        ((2, 3), (1, 2)),
        ((2, 3), (3, 1)),
        ((2, 1, 2), (1, 3, 2)),
        ((1, 2, 1, 2, 1), (2, 1, 2, 1, 2)),
        ((1, 2, 1, 2, 1, 1), (2, 1, 1, 1, 2, 2)),
        ((2, 3), (0, 1)),
        ((0, 3), (2, 2)),
    ):
        sweep.op('Tile', [values(shape), np.array(multiples, np.int32)], why=f'{dtype} of {shape}')
    for shape, to in (((), (2, 2)), ((3,), (2, 3)), ((2, 1), (2, 3)), ((1, 2), (3, 1, 2)), ((2, 1, 1, 2, 1), (2, 2, 1, 2, 2)), ((1,), (0,)), ((2,), (2,))):
        sweep.op('BroadcastTo', [values(shape), np.array(to, np.int32)], why=f'{dtype} of {shape}')


def shapes(sweep, dtype, values):
    """The same elements in another shape, and ops that return shapes."""
    sweep.op('Reshape', [values((2, 3)), ints(3, -1)], why=dtype)
    sweep.op('Reshape', [values((1,)), ints(shape=(0,))], why=f'{dtype} to rank 0')
    sweep.op('Reshape', [values((0, 3)), ints(0, 7)], why=f'{dtype}, empty')
    sweep.op('Reshape', [values((2, 2, 2)), ints(1, 2, 1, 2, 1, 2)], why=f'{dtype} to rank 6')
    sweep.op('ExpandDims', [values((2, 3)), np.int32(1)], why=dtype)
    sweep.op('ExpandDims', [values((2, 3)), np.int32(-1)], why=dtype)
    sweep.op('ExpandDims', [values(()), np.int32(0)], why=f'{dtype} of rank 0')
    sweep.op('Squeeze', [values((1, 2, 1))], why=dtype)
    sweep.op('Squeeze', [values((1, 2, 1))], why=dtype, axis=[-1])
    sweep.op('Shape', [values((2, 0, 3))], why=dtype)
    sweep.op('ShapeN', [[values((2, 3)), values(())]], why=dtype)
    sweep.op('Size', [values((2, 3))], why=dtype)
    sweep.op('Rank', [values((2, 3))], why=dtype)
    sweep.op('IdentityN', [[values((2, 3)), values((1,))]], why=dtype)
    sweep.op('EnsureShape', [values((2, 3))], why=dtype, shape=[None, 3])


def reverses(sweep, dtype, values):
    """Along each axis, several and none."""
    for shape, axes in (((), []), ((4,), [0]), ((2, 3), [1]), ((2, 3), [-2]), ((2, 3), [0, 1]), ((2, 3), []), ((2, 2, 3), [1]), ((1, 2, 1, 2, 2), [1, 4]), ((1, 2, 1, 2, 1, 2), [3, 5]), ((0, 2), [0]), ((5, 1), [0])):
        sweep.op('ReverseV2', [values(shape), np.array(axes, np.int32)], why=f'{dtype} of {shape}')
    sweep.op('Reverse', [values((2, 3)), bools(False, True)], why=dtype)


def fills(sweep):
    """One value for all."""
    for value in (np.float32(1.5), np.float32(np.nan), np.float32(-0.0), np.int32(16777217), np.int32(-2147483648), np.bool_(True)):
        sweep.op('Fill', [ints(2, 3), value])
    sweep.op('Fill', [ints(shape=(0,)), np.float32(2)], why='rank 0')
    sweep.op('Fill', [ints(0, 3), np.int32(2)], why='empty')
    sweep.op('BroadcastArgs', [ints(2, 1, 3), ints(4, 1)])
    sweep.op('BroadcastArgs', [ints(shape=(0,)), ints(4, 1)], why='rank 0')
    sweep.op('BroadcastArgs', [ints(2, 0), ints(1)], why='empty')


def ranges(sweep):
    """Steps in either direction, whole or not, and many of them."""
    for start, limit, delta in ((0, 5, 1), (1, 8, 3), (5, 0, -2), (3, 3, 1), (-4, 0, 1)):
        sweep.op('Range', [np.int32(start), np.int32(limit), np.int32(delta)], why='int32')
        sweep.op('Range', [np.float32(start), np.float32(limit), np.float32(delta)], why='float32')
    for start, limit, delta in ((0, 1, 0.1), (0, 1, 1 / 3), (0.5, -0.7, -0.3), (0, 100, 0.7)):
        sweep.op('Range', [np.float32(start), np.float32(limit), np.float32(delta)], why='fractions')
    sweep.op('Range', [np.int32(0), np.int32(5), np.int32(0)], why='no step')
    sweep.op('Range', [np.int32(5), np.int32(0), np.int32(1)], why='the wrong way')
    for start, stop, num in ((0, 1, 5), (0, 1, 1), (3, -3, 4), (0, 0.7, 101), (-1e6, 1e6, 7), (2, 2, 3)):
        sweep.op('LinSpace', [np.float32(start), np.float32(stop), np.int32(num)])


def one_hot(sweep):
    """Each dtype of the values, fractions too, and indices beyond the depth."""
    indices = ints(0, 2, -1, 5, 1)
    for on, off in (
        (np.float32(1), np.float32(0)),
        (np.float32(0.9), np.float32(0.025)),
        (np.float32(5), np.float32(-2)),
        (np.int32(1), np.int32(0)),
        (np.int32(7), np.int32(-3)),
        (np.bool_(True), np.bool_(False)),
        (np.bool_(False), np.bool_(True)),
    ):
        sweep.op('OneHot', [indices, np.int32(3), on, off], why=str(on.dtype))
        sweep.op('OneHot', [np.int32(1), np.int32(3), on, off], why=f'{on.dtype}, rank 0')
        sweep.op('OneHot', [ints(0, 1, 2, 0, shape=(2, 2)), np.int32(3), on, off], why=f'{on.dtype}, rank 2')
        sweep.op('OneHot', [ints(shape=(0,)), np.int32(3), on, off], why=f'{on.dtype}, empty')
    sweep.op('OneHot', [ints(0, 2), np.int32(3), np.float32(1), np.float32(0)], why='first axis', axis=0)
    sweep.op('OneHot', [ints(0, 1, 2, 0, shape=(2, 2)), np.int32(3), np.float32(1), np.float32(0)], why='middle axis', axis=1)
    sweep.op('OneHot', [ints(0, 2), np.int32(3), np.float32(1), np.float32(0)], why='last axis by its number', axis=1)


def uniques(sweep):
    """In the order of their first appearance, along an axis or not."""
    sweep.op('Unique', [floats(1, 3, 1, -2, 3, 0)])
    sweep.op('Unique', [ints(5, 5, -1, 16777217, 16777216, 5)], why='int32')
    sweep.op('Unique', [floats(0, -0.0, np.inf, np.inf)], why='odd')
    sweep.op('Unique', [floats(shape=(0,))], why='empty')
    sweep.op('UniqueV2', [ints(1, 2, 1, 2, 3, 1, shape=(3, 2)), ints(0)], why='rows')
    sweep.op('UniqueV2', [ints(1, 2, 1, 3, 2, 3, shape=(2, 3)), ints(1)], why='columns')

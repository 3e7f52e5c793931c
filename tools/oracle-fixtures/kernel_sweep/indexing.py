"""Ops that read or write at indices."""

import numpy as np
import tensorflow as tf

from .values import OF_DTYPE, bools, count, draw, flags, floats, ints, ramp


def indexing(sweep):
    """Every op with indices, with each dtype; TensorFlow refuses indices beyond the tensor."""
    for dtype, values in OF_DTYPE.items():
        gathers(sweep, dtype, values)
        scatters(sweep, dtype, values)
    sparse_to_dense(sweep)
    search_sorted(sweep)
    sparse(sweep)


def gathers(sweep, dtype, values):
    """Along each axis, with batches, of slices and of single elements."""
    for shape, indices, axis, batch_dims in (
        ((4,), ints(3, 0, 0, 1), 0, 0),
        ((4,), np.int32(2), 0, 0),
        ((3, 2), ints(2, 0, 1, 2, shape=(2, 2)), 0, 0),
        ((3, 4), ints(3, 1), 1, 0),
        ((3, 4), ints(3, 1, 0), -1, 0),
        ((2, 3, 4), ints(2, 0), 1, 0),
        ((2, 3), ints(2, 0, 1, 1, shape=(2, 2)), 1, 1),
        ((2, 5), ints(4, 3, 2, 0, 1, 2, shape=(2, 3)), 1, 1),
        ((3, 4), ints(3, 2, 0, shape=(3, 1)), 1, 1),
        ((3, 4, 2), ints(3, 2, 1, 0, 1, 1, shape=(3, 2)), 1, 1),
        ((2, 3, 4), ints(3, 2, 1, 0, 1, 1, shape=(2, 3)), 2, 1),
        ((2, 2, 3), ints(*[2, 1, 0, 0, 1, 2, 2, 2, 1, 0, 1, 1, 0, 0, 0, 1], shape=(2, 2, 4)), 2, 2),
        ((2, 5), ints(4, 3, 2, 0, 1, 2, shape=(2, 3)), -1, -1),
        ((2, 1, 2, 1, 3), ints(2, 0), 4, 0),
        ((2, 1, 2, 1, 2, 2), ints(1, 0, 1), 4, 0),
        ((4, 2), ints(shape=(0,)), 0, 0),
        ((0, 2), ints(shape=(0,)), 0, 0),
        ((3, 0), ints(2, 0), 0, 0),
    ):
        sweep.op('GatherV2', [values(shape), indices, np.int32(axis)], why=f'{dtype} of {shape}', batch_dims=batch_dims)
    sweep.op('Gather', [values((3, 2)), ints(2, 0, 2)], why=dtype)
    for index in (4, -1):
        sweep.op('GatherV2', [values((4,)), ints(0, index), np.int32(0)], why=f'{dtype}, index {index} of 4')
    for shape, indices in (
        ((4,), ints(3, 0, shape=(2, 1))),
        ((2, 3), ints(1, 2, 0, 0, shape=(2, 2))),
        ((2, 3), ints(1, 0, shape=(2, 1))),
        ((2, 3, 2), ints(1, 2, shape=(1, 2))),
        ((2, 3, 2), ints(1, 0, 0, 1, shape=(2, 2, 1))),
        ((2, 2, 2, 1, 2), ints(1, 0, 1, shape=(1, 3))),
        ((2, 3), ints(shape=(0, 2))),
        ((2, 3), ints(1, 2)),
    ):
        sweep.op('GatherNd', [values(shape), indices], why=f'{dtype} of {shape}')
    for index in ([0, 3], [-1, 0], [2, 0]):
        sweep.op('GatherNd', [values((2, 3)), np.array([index], np.int32)], why=f'{dtype}, index {index} of (2, 3)')


def scatters(sweep, dtype, values):
    """Single elements and slices, twice at the same place, and beyond the tensor."""
    for shape, indices in (
        ((5,), ints(4, 1, 1, shape=(3, 1))),
        ((4, 2), ints(3, 0, 3, shape=(3, 1))),
        ((2, 3), ints(1, 2, 0, 0, 1, 2, shape=(3, 2))),
        ((2, 2, 3), ints(1, 0, shape=(1, 2))),
        ((4,), ints(shape=(0, 1))),
        ((1, 2, 1, 2, 2), ints(0, 1, shape=(1, 2))),
    ):
        updates = values((*indices.shape[:-1], *shape[indices.shape[-1] :]))
        sweep.op('ScatterNd', [indices, updates, np.array(shape, np.int32)], why=f'{dtype} of {shape}', if_supported=True)
        sweep.op('TensorScatterUpdate', [values(shape), indices, updates], why=f'{dtype} of {shape}', if_supported=True)
    for index in (5, -1):
        beyond = np.array([[0], [index]], np.int32)
        sweep.op('ScatterNd', [beyond, values((2,)), ints(5)], why=f'{dtype}, index {index} of 5')
        sweep.op('TensorScatterUpdate', [values((5,)), beyond, values((2,))], why=f'{dtype}, index {index} of 5')


def sparse_to_dense(sweep):
    """A default, and one value for all places or one for each."""
    for dtype, on, default in (('float32', np.float32(2.5), np.float32(-1)), ('int32', np.int32(16777217), np.int32(-3)), ('bool', np.bool_(True), np.bool_(False))):
        places = ints(0, 2, 1, 1, shape=(2, 2))
        sweep.op('SparseToDense', [places, ints(2, 3), OF_DTYPE[dtype]((2,)), default], why=dtype)
        sweep.op('SparseToDense', [places, ints(2, 3), on, default], why=f'{dtype}, one value')
        sweep.op('SparseToDense', [ints(0, 3), ints(5), OF_DTYPE[dtype]((2,)), default], why=f'{dtype}, rank 1')
        sweep.op('SparseToDense', [ints(shape=(0, 2)), ints(2, 3), OF_DTYPE[dtype]((0,)), default], why=f'{dtype}, no values')
    sweep.op('SparseToDense', [ints(0, 5), ints(5), floats(1, 2), np.float32(0)], why='index 5 of 5')
    sweep.op('SparseToDense', [ints(-1, 0), ints(5), floats(1, 2), np.float32(0)], why='index -1')


def search_sorted(sweep):
    """Positions for new values, also among equal ones."""
    for op in ('LowerBound', 'UpperBound'):
        sweep.op(op, [floats(1, 2, 2, 5, 0, 0, 1, 9, shape=(2, 4)), floats(2, 0, 6, 0, 1, 10, shape=(2, 3))])
        sweep.op(op, [ints(1, 2, 2, 16777217, shape=(1, 4)), ints(16777217, 16777216, 0, shape=(1, 3))], why='int32')
        sweep.op(op, [floats(-np.inf, 0, np.inf, shape=(1, 3)), floats(np.inf, -np.inf, 0, shape=(1, 3))], why='Infinity')
        sweep.op(op, [floats(shape=(1, 0)), floats(1, 2, shape=(1, 2))], why='empty')


def sparse(sweep):
    """Sparse tensors; their indices and shapes are int64 in TensorFlow."""
    data = ramp((4, 3))
    for op in ('SparseSegmentSum', 'SparseSegmentMean'):
        sweep.op(op, [data, ints(0, 2, 1, 3, 3), ints(0, 0, 1, 3, 3)])
        sweep.op(op, [data, ints(3), ints(2)], why='gaps')
        sweep.op(op, [data, ints(shape=(0,)), ints(shape=(0,))], why='empty')
        sweep.op(op, [count((4, 3)), ints(0, 2, 1), ints(0, 0, 1)], why='int32', if_supported=True)
        sweep.op(op, [ramp((4,)), ints(0, 2, 1), ints(0, 0, 1)], why='rank 1')
        sweep.op(op, [ramp((3, 2, 2)), ints(0, 2, 1), ints(0, 0, 1)], why='rank 3')
        sweep.op(op, [data, ints(0, 4), ints(0, 0)], why='index 4 of 4')
        sweep.op(op, [data, ints(0, -1), ints(0, 0)], why='index -1')
        sweep.op(op, [data, ints(0, 1), ints(1, 0)], why='segments out of order')
    for dtype in (np.float32, np.int32):
        sweep.op('SparseFillEmptyRows', [np.array([[0, 1], [2, 0], [2, 2]], np.int64), np.array([5, 6, 7], dtype), np.array([4, 3], np.int64), dtype(-1)])
    sweep.op('SparseFillEmptyRows', [np.array([[2, 0], [0, 1]], np.int64), floats(5, 6), np.array([3, 3], np.int64), np.float32(-1)], why='out of order')
    sweep.op('SparseFillEmptyRows', [np.zeros((0, 2), np.int64), floats(shape=(0,)), np.array([2, 3], np.int64), np.float32(9)], why='no values')
    sweep.op('SparseFillEmptyRows', [np.zeros((0, 2), np.int64), floats(shape=(0,)), np.array([0, 3], np.int64), np.float32(9)], why='no rows')
    sweep.op('SparseFillEmptyRows', [np.array([[5, 0]], np.int64), floats(5), np.array([2, 3], np.int64), np.float32(9)], why='row 5 of 2')
    for shape, to in (([2, 3], [3, 2]), ([2, 3], [6]), ([2, 3], [-1, 1, 2]), ([6], [2, -1])):
        places = np.array([[0] * len(shape), [size - 1 for size in shape]], np.int64)
        sweep.op('SparseReshape', [places, np.array(shape, np.int64), np.array(to, np.int64)], why=f'{shape} to {to}')
    sweep.op('SparseReshape', [np.zeros((0, 2), np.int64), np.array([2, 3], np.int64), np.array([6], np.int64)], why='no values')
    sweep.op('SparseReshape', [np.array([[0, 1]], np.int64), np.array([2, 3], np.int64), np.array([5], np.int64)], why='another size')
    for condition in (flags((3, 4)), flags((5,)), flags((2, 1, 3)), np.zeros((2, 2), np.bool_), flags((0, 2))):
        sweep.op('Where', [condition], why=f'bool of {condition.shape}')
    sweep.op('Where', [floats(0, 0.5, -0.1, np.nan, -0.0, 256)], why='float32')
    sweep.op('Where', [ints(0, 1, 256, -1)], why='int32')
    sweep.op('ListDiff', [ints(1, 2, 3, 4, 2), ints(2, 4)])

"""Matrices: products, fused or not, bands and norms."""

import numpy as np
import tensorflow as tf

from .spatial import ACTIVATIONS, fused_case, s_list
from .values import INF, NAN, count, draw, flags, floats, ints, ramp


def matrices(sweep):
    """Products of each shape, ops fused to them, bands, and batch normalization."""
    products(sweep)
    fused(sweep)
    bands(sweep)
    batch_norm(sweep)
    local_response(sweep)


def turned(array, turn):
    """The array, transposed if the op transposes it back."""
    return np.ascontiguousarray(np.swapaxes(array, -1, -2)) if turn else array


def products(sweep):
    """Vectors, matrices and batches, transposed either way, and sizes beyond the kernel's block of 48."""
    for left, right in (((2, 3), (3, 4)), ((1, 3), (3, 1)), ((1, 1), (1, 1)), ((5, 1), (1, 3)), ((3, 50), (50, 2)), ((2, 3), (3, 50))):
        for a in (False, True):
            for b in (False, True):
                inputs = [turned(draw(left, 1), a), turned(draw(right, 2), b)]
                sweep.op('MatMul', inputs, transpose_a=a, transpose_b=b)
    for left, right in (((0, 3), (3, 2)), ((2, 0), (0, 3)), ((2, 3), (3, 0))):
        sweep.op('MatMul', [draw(left), draw(right)], why='empty')
    sweep.op('MatMul', [count((2, 3)), count((3, 2))], why='int32')
    sweep.op('MatMul', [floats(NAN, 1, INF, 0, shape=(2, 2)), floats(1, 0, 0, 1, shape=(2, 2))], why='not finite')
    for left, right in (
        ((2, 2, 3), (2, 3, 2)),
        ((1, 2, 3), (2, 3, 2)),
        ((2, 2, 3), (1, 3, 2)),
        ((2, 2, 3), (3, 2)),
        ((2, 3), (2, 3, 2)),
        ((2, 1, 2, 3), (1, 3, 3, 2)),
        ((2, 1, 1, 2, 3), (2, 3, 2)),
        ((1, 2, 1, 2, 2, 3), (2, 1, 3, 2)),
        ((2, 2, 50), (2, 50, 3)),
        ((0, 2, 3), (0, 3, 2)),
        ((2, 2, 0), (2, 0, 3)),
    ):
        for a in (False, True):
            for b in (False, True):
                inputs = [turned(draw(left, 1), a), turned(draw(right, 2), b)]
                sweep.op('BatchMatMulV2', inputs, why=f'{left} and {right}', adj_x=a, adj_y=b)


def fused(sweep):
    """A product with its bias and activation, transposed either way."""
    bias, alpha = draw((4,), 3), draw((4,), 4)
    for activation in ACTIVATIONS:
        for a, b in ((False, False), (True, False), (False, True), (True, True)):
            left, right = draw((3, 5), 1), draw((5, 4), 2)
            attrs = {'transpose_a': {'b': a}, 'transpose_b': {'b': b}}
            fused_case(sweep, '_FusedMatMul', [turned(left, a), turned(right, b)], left @ right, bias, alpha, activation, attrs)
    left, right = draw((3, 5), 1), draw((5, 4), 2)
    for added, why in ((draw((3, 4), 5), 'a matrix is added'), (draw((4,), 5), 'what is added is computed')):
        answer = np.maximum(left @ right + added, 0)
        attrs = {'fused_ops': s_list(['BiasAdd', 'Relu']), 'num_args': {'i': '1'}}
        sweep.op('_FusedMatMul', [left, right, added], why=why, expected=answer, **attrs)
        sweep.op('_FusedMatMul', [left, right, added], why=f'{why}, alone', expected=left @ right + added, **{**attrs, 'fused_ops': s_list(['BiasAdd'])})
    for b in (False, True):
        left, right, bias = draw((3, 100), 1), draw((100, 2), 2), draw((2,), 3)
        fused_case(sweep, '_FusedMatMul', [left, turned(right, b)], left @ right, bias, bias, 'Relu', {'transpose_b': {'b': b}})


def bands(sweep):
    """Diagonals that remain."""
    for lower, upper in ((0, 0), (-1, 0), (0, -1), (1, 2), (-1, -1), (1, -1)):
        sweep.op('MatrixBandPart', [ramp((3, 4), 1), np.int32(lower), np.int32(upper)], why=f'{lower}, {upper}')
        sweep.op('MatrixBandPart', [ramp((2, 3, 3), 1), np.int32(lower), np.int32(upper)], why=f'{lower}, {upper}, rank 3')


def batch_norm(sweep):
    """With the statistics of training, as at inference."""
    for op in ('FusedBatchNorm', 'FusedBatchNormV2', 'FusedBatchNormV3'):
        for shape in ((2, 3, 3, 4), (1, 1, 1, 4), (1, 2, 5, 4)):
            inputs = [draw(shape, 1), draw((4,), 2), draw((4,), 3), draw((4,), 4), np.abs(draw((4,), 5))]
            for epsilon in (0.001, 0.1):
                sweep.op(op, inputs, first=1, is_training=False, epsilon=epsilon)


def local_response(sweep):
    """Over the neighboring channels."""
    sweep.op('LRN', [draw((1, 2, 2, 7), 1)])
    sweep.op('LRN', [draw((2, 1, 2, 5), 1)], depth_radius=1, bias=2.0, alpha=0.5, beta=0.75)

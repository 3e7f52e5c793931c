"""Ops that take two tensors and broadcast them."""

import numpy as np
import tensorflow as tf

from .values import BROADCASTS, NAN, INF, ODD_FLOATS, ODD_INTS, OF_DTYPE, bools, count, draw, flags, floats, ints, ramp

ARITHMETIC = (
    'Add AddV2 Sub Mul RealDiv Div DivNoNan FloorDiv FloorMod Mod Maximum Minimum Pow SquaredDifference Atan2'
).split()
COMPARISONS = 'Equal NotEqual Greater GreaterEqual Less LessEqual'.split()
DIVISIONS = {'Div', 'RealDiv', 'FloorDiv', 'FloorMod', 'Mod'}

#: Integers whose powers, products and quotients stay inside int32.
PLAIN_INTS = ints(-7, -3, -2, -1, 0, 1, 2, 3, 7)


def binary(sweep):
    """Every op of two tensors, with each pair of odd numbers, each dtype and each way to broadcast."""
    for op in ARITHMETIC + COMPARISONS:
        sweep.op(op, [draw((4, 6), 1), draw((4, 6), 2)], why='everyday')
        sweep.op(op, [ODD_FLOATS.reshape(-1, 1), ODD_FLOATS], why='odd')
        for left, right in BROADCASTS:
            sweep.op(op, [ramp(left, 0.5), ramp(right, 1.5)], why='broadcast')
        sweep.op(op, [ramp((2, 1, 2, 1, 2, 1, 2), 0.5), ramp((2, 1, 2, 1, 2, 1, 2), 1.5)], why='rank 7')
        sweep.op(op, [ramp((2, 1, 2, 1, 2, 1, 2), 0.5), ramp((2,), 1.5)], why='ranks 7 and 1')
        integers(sweep, op)
        sweep.op(op, [flags((2, 1)), bools(True, False)], why='bool', if_supported=True)
    sweep.op('FloorDiv', [floats(7, -7, 7, -7, 1, 6, 0.3), floats(2, 2, -2, -2, 0.1, 0.1, 0.1)], why='quotients near an integer')
    sweep.op('Pow', [floats(-2, -2, -8, 0, 0, 2, 1e20, -1e20), floats(2, 3, 1 / 3, 0, -1, -2, 2, 3)], why='signs')
    for op in ('LogicalAnd', 'LogicalOr'):
        sweep.op(op, [bools(True, False, shape=(2, 1)), bools(True, False)])
        sweep.op(op, [bools(True)[0], bools(True, False)], why='rank 0')
        sweep.op(op, [bools(shape=(0,)), bools(True)], why='empty')
        sweep.op(op, [flags((2, 1, 2, 1, 2)), flags((1, 3, 1, 2, 1))], why='rank 5')
    bias_add(sweep)
    add_n(sweep)
    select(sweep)


def integers(sweep, op):
    """Ordinary integers, at the ends of int32, beyond 2^24, and divided by 0."""
    divisors = PLAIN_INTS[PLAIN_INTS != 0] if op in DIVISIONS else PLAIN_INTS
    powers = op == 'Pow'
    sweep.op(op, [PLAIN_INTS.reshape(-1, 1), ints(0, 1, 2, 3, 5) if powers else divisors], why='int32', if_supported=True)
    odd = ODD_INTS[ODD_INTS != 0] if op in DIVISIONS else ODD_INTS
    if not powers:
        sweep.op(op, [ODD_INTS.reshape(-1, 1), odd], why='odd int32', if_supported=True)
    sweep.op(op, [count((2, 3), 1), count((1, 3), 2)], why='int32 broadcast', if_supported=True)
    sweep.op(op, [ints(shape=(0, 3)), count((3,), 1)], why='no int32', if_supported=True)
    if op in DIVISIONS and op != 'RealDiv':
        sweep.op(op, [ints(7, -7, 0), ints(0, 0, 0)], why='int32 divided by 0')


def bias_add(sweep):
    """A vector along the last dimension, for every rank."""
    for shape in ((2, 3), (2, 2, 3), (1, 2, 2, 3), (1, 1, 2, 2, 3)):
        sweep.op('BiasAdd', [ramp(shape), floats(1, -2, 0.5)])
    sweep.op('BiasAdd', [count((2, 3)), ints(1, -2, 5)], why='int32')


def add_n(sweep):
    """Two or more tensors."""
    sweep.op('AddN', [[draw((2, 3), 1), draw((2, 3), 2), draw((2, 3), 3)]])
    sweep.op('AddN', [[count((2, 3)), count((2, 3), 7)]], why='int32')
    sweep.op('AddN', [[ints(2147483647, 16777217), ints(1, 1)]], why='int32 at its ends')
    sweep.op('AddN', [[draw(()), draw((), 2)]], why='rank 0')
    sweep.op('AddN', [[draw((0, 2)), draw((0, 2))]], why='empty')
    sweep.op('AddN', [[floats(NAN, INF, 1), floats(1, -INF, INF)]], why='not finite')


def select(sweep):
    """Select and its second version, which broadcasts; the first selects whole rows if the condition is a vector."""
    for dtype, values in OF_DTYPE.items():
        for shape in ((), (5,), (0,), (2, 3), (1, 2, 1, 2, 2), (2, 1, 2, 1, 2, 1), (2, 9)):
            for op in ('Select', 'SelectV2'):
                other = values(shape)[::-1] if shape else values(shape) + (dtype != 'bool')
                sweep.op(op, [flags(shape), values(shape), other], why=f'{dtype} of {shape}')
        for condition, then, otherwise in (
            ((2, 1), (2, 3), (3,)),
            ((3,), (2, 3), ()),
            ((), (2, 2), (2, 2)),
            ((2, 1, 1), (), ()),
            ((1, 3), (2, 1), (1, 1)),
            ((0,), (1,), ()),
        ):
            sweep.op('SelectV2', [flags(condition), values(then), values(otherwise)], why=f'{dtype}, broadcast')
        sweep.op('Select', [flags((2,)), values((2, 3)), values((2, 3))[::-1]], why=f'{dtype}, a row each')
        sweep.op('Select', [flags((3,)), values((3, 3)), values((3, 3))[::-1]], why=f'{dtype}, a row each of a square')
        sweep.op('Select', [flags((2,)), values((2, 2, 2, 2)), values((2, 2, 2, 2))[::-1]], why=f'{dtype}, a block each')
        sweep.op('Select', [bools(True)[0], values((2, 3)), values((2, 3))[::-1]], why=f'{dtype}, one for all')
    sweep.op('Select', [bools(True, False), floats(NAN, 1), floats(1, NAN)], why='not finite')

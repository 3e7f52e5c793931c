"""Ops that take one tensor and work on each element."""

import numpy as np
import tensorflow as tf

from .values import EVERYDAY, LARGE, NO_RULE, NONFINITE, ODD_INTS, ODD_SHAPES, OF_DTYPE, SMALL, bools, draw, floats, ints, ramp

UNARY = (
    'Abs Acos Acosh Asin Asinh Atan Atanh Ceil Cos Cosh Elu Erf Exp Expm1 Floor Identity IsFinite IsInf IsNan LeakyRelu '
    'Log Log1p Neg OnesLike Reciprocal Relu Relu6 Round Rsqrt Selu Sigmoid Sign Sin Sinh Softplus Sqrt Square Tan Tanh '
    'ZerosLike'
).split()

#: Periodic functions: they say nothing about a number that is further from its neighbors than a period.
PERIODIC = {'Sin', 'Cos', 'Tan'}

HALVES = floats(-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 4194304.5, -4194304.5, 8388607.5, 0.49999997, -0.49999997)


def unary(sweep):
    """Every op of one tensor, with each kind of number, dtype and shape."""
    for op in UNARY:
        sweep.op(op, [EVERYDAY], why='everyday')
        sweep.op(op, [SMALL], why='small')
        sweep.op(op, [LARGE if op not in PERIODIC else floats(88, -88, 1000, -1000, 31415.926)], why='large')
        sweep.op(op, [NONFINITE], why='not finite', undefined=NO_RULE if op == 'Relu6' else None)
        for shape in ODD_SHAPES:
            sweep.op(op, [ramp(shape, 0.25)], why='shape')
        # TensorFlow 2.21 rounds every int32 to 0 but the largest.
        rounded = {'expected': ODD_INTS, 'T': {'type': 'DT_INT32'}} if op == 'Round' else {}
        sweep.op(op, [ODD_INTS], why='int32', if_supported=True, **rounded)
        sweep.op(op, [ints(shape=(2, 0))], why='no int32', if_supported=True)
        sweep.op(op, [bools(True, False, True, True, False)], why='bool', if_supported=True)
    sweep.op('Round', [HALVES], why='halves')
    sweep.op('LogicalNot', [bools(True, False, True, True, False)])
    sweep.op('LogicalNot', [bools(True)[0]], why='rank 0')
    sweep.op('LogicalNot', [bools(shape=(0, 2))], why='empty')
    for alpha in (0.0, 0.01, 1.5, -0.5):
        sweep.op('LeakyRelu', [EVERYDAY], alpha=alpha)
    for op in ('Softmax', 'LogSoftmax'):
        softmax(sweep, op)
    clip_by_value(sweep)
    prelu(sweep)
    cast(sweep)
    bitwise_and(sweep)
    fake_quant(sweep)


def softmax(sweep, op):
    """Ordinary rows, extreme ones, and every rank."""
    sweep.op(op, [draw((3, 5))])
    sweep.op(op, [floats(1000, 1001, 999, -1000, 0, 0, -3.4e38, 3.4e38, 0, -88, -104, 88, shape=(4, 3))], why='large')
    sweep.op(op, [floats(-np.inf, 0, 1, shape=(1, 3))], why='-Infinity')
    sweep.op(op, [floats(np.nan, 0, 1, 2, 0, 1, np.inf, 0, 1, shape=(3, 3))], why='not finite')
    sweep.op(op, [draw((2, 3, 4))], why='rank 3')
    sweep.op(op, [draw((1, 2, 1, 2, 3))], why='rank 5')
    sweep.op(op, [draw((4,))], why='rank 1')
    sweep.op(op, [draw((4, 1))], why='one class')
    sweep.op(op, [draw((0, 3))], why='empty')


def clip_by_value(sweep):
    """Bounds on either side, equal and infinite, and integers."""
    for lower, upper in ((-1.0, 1.0), (0.0, 6.0), (0.5, 0.5), (-np.inf, 0.0), (0.0, np.inf)):
        sweep.op('ClipByValue', [EVERYDAY, np.float32(lower), np.float32(upper)])
    sweep.op('ClipByValue', [NONFINITE, np.float32(-1), np.float32(1)], why='not finite', undefined=NO_RULE)
    sweep.op('ClipByValue', [ODD_INTS, np.int32(-5), np.int32(300)], why='int32')
    sweep.op('ClipByValue', [ODD_INTS, np.int32(-20000000), np.int32(16777217)], why='int32 beyond 2^24')
    for shape in ODD_SHAPES:
        sweep.op('ClipByValue', [ramp(shape), np.float32(-1), np.float32(0.5)], why='shape')


def prelu(sweep):
    """Only TensorFlow.js has this op: its converter makes it from the ops that Keras writes for a PReLU."""
    x = draw((2, 3, 4, 5), 3)
    for shape in ((5,), (1, 1, 5), (3, 4, 5), (1, 4, 5), (3, 1, 5), (3, 1, 1), (1, 1, 1), (1,), (3, 4, 1), (1, 1, 1, 5)):
        alpha = draw(shape, 11)
        sweep.op('Prelu', [x, alpha], why=f'alpha of {shape}', expected=np.where(x < 0, x * alpha, x))
    x, alpha = draw((4, 6), 5), draw((6,), 6)
    sweep.op('Prelu', [x, alpha], why='rank 2', expected=np.where(x < 0, x * alpha, x))
    sweep.op('Prelu', [NONFINITE, floats(0.5)], why='not finite', expected=floats(np.nan, np.inf, -np.inf, -0.0))
    sweep.op('Prelu', [draw((0, 6)), alpha], why='empty', expected=draw((0, 6)))


def cast(sweep):
    """Every pair of dtypes; C++ leaves undefined which integer an out-of-range float or NaN becomes."""
    numbers = floats(0, -0.0, 0.5, -0.5, 0.1, 1, 1.5, -1.5, 2.5, 255, 256, -256, 1e-30, 16777216, -2147483648, 2147483520)
    beyond = floats(2147483648, 9007199254740992, 3.4e38, -3.4e38, np.inf, -np.inf, np.nan)
    for to in (tf.float32, tf.int32, tf.bool):
        name = to.name
        sweep.op('Cast', [numbers], why=f'float32 to {name}', DstT=to)
        sweep.op('Cast', [ODD_INTS], why=f'int32 to {name}', DstT=to)
        sweep.op('Cast', [bools(True, False, True)], why=f'bool to {name}', DstT=to)
        for shape in ODD_SHAPES:
            for dtype, values in OF_DTYPE.items():
                sweep.op('Cast', [values(shape)], why=f'{dtype} to {name}, shape', DstT=to)
    sweep.op('Cast', [beyond], why='beyond int32 to float32', DstT=tf.float32)
    sweep.op('Cast', [beyond], why='beyond int32 to bool', DstT=tf.bool)
    sweep.op(
        'Cast',
        [floats(1e-40, -1e-40, 1.4e-45)],
        why='denormal to bool',
        DstT=tf.bool,
        undefined='TensorFlow takes a denormal for 0 on some machines',
    )
    sweep.op(
        'Cast', [beyond], why='beyond int32', DstT=tf.int32, undefined='C++ leaves a float beyond int32 open as an integer'
    )


def bitwise_and(sweep):
    """Integers only."""
    sweep.op('BitwiseAnd', [ODD_INTS.reshape(-1, 1), ints(0, 1, -1, 255, -2147483648, 2147483647)])
    sweep.op('BitwiseAnd', [ints(6), ints(shape=(0,))], why='empty')


def fake_quant(sweep):
    """Ranges around 0, those that must be moved to include it, and each width."""
    x = floats(-7, -6, -1.3, -0.51, -0.02, 0, 0.011, 0.3, 0.77, 1, 2.49, 5.98, 6, 6.5)
    for lowest, highest in ((-6, 6), (0, 6), (-0.5, 0.77), (-1, 0), (0.1, 5), (-5, -0.2)):
        for bits, narrow in ((8, False), (8, True), (4, False), (2, False), (16, True)):
            if (lowest <= 0 <= highest) or bits == 8:
                sweep.op(
                    'FakeQuantWithMinMaxVars',
                    [x, np.float32(lowest), np.float32(highest)],
                    why=f'{bits} bits from {lowest} to {highest}{", narrow" if narrow else ""}',
                    num_bits=bits,
                    narrow_range=narrow,
                )
    for shape in ODD_SHAPES:
        sweep.op('FakeQuantWithMinMaxVars', [ramp(shape), np.float32(-1), np.float32(1)], why='shape')

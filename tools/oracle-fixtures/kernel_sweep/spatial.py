"""Convolutions and pools."""

import base64

import numpy as np
import tensorflow as tf

from .values import INF, NAN, NO_RULE, count, draw, floats, ints, ramp

#: Activations that the converter fuses.
ACTIVATIONS = {
    None: lambda x: x,
    'Relu': tf.nn.relu,
    'Relu6': tf.nn.relu6,
    'Elu': tf.nn.elu,
    'LeakyRelu': lambda x: tf.nn.leaky_relu(x, 0.3),
    'Sigmoid': tf.nn.sigmoid,
    'Prelu': None,
}


def spatial(sweep):
    """Every convolution and pool, with each stride, dilation and padding."""
    convolutions(sweep)
    depthwise(sweep)
    transposed(sweep)
    volumes(sweep)
    fused(sweep)
    pools(sweep)
    dilation2d(sweep)


def convolutions(sweep):
    """Squares, strips and single pixels."""
    for shape, kernel, strides, dilations, padding in (
        ((1, 5, 5, 2), (3, 3, 2, 3), (1, 1), (1, 1), 'SAME'),
        ((2, 5, 6, 2), (3, 3, 2, 3), (1, 1), (1, 1), 'VALID'),
        ((1, 6, 5, 2), (3, 2, 2, 3), (2, 2), (1, 1), 'SAME'),
        ((1, 7, 6, 1), (2, 3, 1, 2), (2, 1), (1, 1), 'VALID'),
        ((1, 7, 7, 2), (3, 3, 2, 2), (1, 1), (2, 2), 'SAME'),
        ((1, 7, 7, 1), (3, 2, 1, 2), (1, 1), (2, 3), 'VALID'),
        ((1, 3, 3, 4), (1, 1, 4, 5), (1, 1), (1, 1), 'SAME'),
        ((1, 5, 5, 3), (1, 1, 3, 2), (2, 2), (1, 1), 'SAME'),
        ((1, 2, 2, 1), (3, 3, 1, 1), (1, 1), (1, 1), 'SAME'),
        ((1, 5, 1, 2), (3, 1, 2, 2), (1, 1), (1, 1), 'SAME'),
        ((0, 4, 4, 1), (2, 2, 1, 1), (1, 1), (1, 1), 'SAME'),
        ((1, 6, 6, 9), (3, 3, 9, 17), (1, 1), (1, 1), 'SAME'),
    ):
        sweep.op(
            'Conv2D',
            [draw(shape, 1), draw(kernel, 2)],
            strides=[1, *strides, 1],
            dilations=[1, *dilations, 1],
            padding=padding,
        )
    for explicit in ([0, 0, 1, 2, 0, 1, 0, 0], [0, 0, 0, 0, 2, 0, 0, 0]):
        sweep.op(
            'Conv2D',
            [draw((1, 4, 5, 2), 1), draw((3, 2, 2, 3), 2)],
            why='explicit paddings',
            strides=[1, 1, 1, 1],
            padding='EXPLICIT',
            explicit_paddings=explicit,
        )
    sweep.op('Conv2D', [draw((1, 4, 4, 4), 1), draw((3, 3, 2, 6), 2)], why='groups', strides=[1, 1, 1, 1], padding='SAME')
    sweep.op('Conv2D', [floats(*[NAN] + [1.0] * 8, shape=(1, 3, 3, 1)), draw((2, 2, 1, 1), 2)], why='NaN', strides=[1, 1, 1, 1], padding='SAME')


def depthwise(sweep):
    """One filter or several for each channel."""
    for shape, kernel, strides, dilations, padding in (
        ((1, 5, 5, 3), (3, 3, 3, 1), (1, 1), (1, 1), 'SAME'),
        ((2, 5, 6, 2), (3, 3, 2, 2), (1, 1), (1, 1), 'VALID'),
        ((1, 6, 5, 3), (3, 2, 3, 1), (2, 2), (1, 1), 'SAME'),
        ((1, 7, 7, 2), (3, 3, 2, 1), (1, 1), (2, 2), 'SAME'),
        ((1, 7, 7, 2), (3, 3, 2, 3), (1, 1), (2, 2), 'VALID'),
        ((1, 5, 5, 1), (3, 3, 1, 4), (1, 1), (1, 1), 'SAME'),
        ((1, 6, 6, 5), (5, 5, 5, 1), (1, 1), (1, 1), 'SAME'),
        ((1, 3, 3, 4), (1, 1, 4, 1), (1, 1), (1, 1), 'SAME'),
    ):
        values, weights = draw(shape, 1), draw(kernel, 2)
        # TensorFlow's own CPU kernel has no dilations.
        answer = tf.nn.depthwise_conv2d(values, weights, [1, *strides, 1], padding, dilations=dilations)
        sweep.op(
            'DepthwiseConv2dNative',
            [values, weights],
            expected=answer.numpy(),
            strides=i_list([1, *strides, 1]),
            dilations=i_list([1, *dilations, 1]),
            padding=text(padding),
        )
    sweep.op(
        'DepthwiseConv2dNative',
        [draw((1, 4, 5, 2), 1), draw((3, 2, 2, 1), 2)],
        why='explicit paddings',
        strides=[1, 1, 1, 1],
        padding='EXPLICIT',
        explicit_paddings=[0, 0, 1, 2, 0, 1, 0, 0],
    )


def transposed(sweep):
    """Transposed convolutions."""
    for out, kernel, given, strides, padding in (
        ((1, 4, 4, 2), (3, 3, 2, 3), (1, 4, 4, 3), (1, 1), 'SAME'),
        ((1, 8, 8, 2), (3, 3, 2, 3), (1, 4, 4, 3), (2, 2), 'SAME'),
        ((2, 7, 9, 1), (3, 3, 1, 2), (2, 3, 4, 2), (2, 2), 'VALID'),
        ((1, 6, 5, 2), (2, 3, 2, 1), (1, 3, 5, 1), (2, 1), 'SAME'),
        ((1, 5, 5, 2), (1, 1, 2, 2), (1, 5, 5, 2), (1, 1), 'SAME'),
    ):
        sweep.op(
            'Conv2DBackpropInput',
            [np.array(out, np.int32), draw(kernel, 2), draw(given, 1)],
            strides=[1, *strides, 1],
            padding=padding,
        )


def volumes(sweep):
    """Convolutions in three dimensions."""
    for shape, kernel, strides, dilations, padding in (
        ((1, 4, 3, 4, 2), (2, 3, 3, 2, 3), (1, 1, 1), (1, 1, 1), 'SAME'),
        ((2, 4, 5, 4, 1), (2, 2, 3, 1, 2), (2, 2, 1), (1, 1, 1), 'VALID'),
        ((1, 3, 3, 3, 1), (1, 1, 1, 1, 2), (2, 1, 2), (1, 1, 1), 'SAME'),
        ((1, 4, 4, 4, 1), (1, 1, 1, 1, 2), (2, 2, 2), (1, 1, 1), 'SAME'),
        ((1, 4, 5, 4, 1), (1, 3, 1, 1, 2), (2, 2, 3), (1, 1, 1), 'SAME'),
    ):
        sweep.op(
            'Conv3D',
            [draw(shape, 1), draw(kernel, 2)],
            strides=[1, *strides, 1],
            dilations=[1, *dilations, 1],
            padding=padding,
        )
    values, weights = draw((1, 5, 5, 5, 1), 1), draw((2, 2, 2, 1, 1), 2)
    # TensorFlow's own CPU kernel has no dilations: zeros between the weights are equivalent.
    apart = np.zeros((3, 2, 3, 1, 1), np.float32)
    apart[::2, :, ::2] = weights
    sweep.op(
        'Conv3D',
        [values, weights],
        why='dilations',
        expected=tf.nn.conv3d(values, apart, [1] * 5, 'VALID').numpy(),
        strides=i_list([1] * 5),
        dilations=i_list([1, 2, 1, 2, 1]),
        padding=text('VALID'),
        data_format=text('NDHWC'),
    )


def fused(sweep):
    """
    Only TensorFlow.js has these ops as the converter writes them: the expected answer comes from the ops that were
    fused.
    """
    x, kernel, bias, alpha = draw((2, 5, 5, 2), 1), draw((3, 3, 2, 4), 2), draw((4,), 3), draw((4,), 4)
    one_by_one = draw((1, 1, 2, 4), 2)
    per_channel = draw((3, 3, 2, 2), 2)
    for activation in ACTIVATIONS:
        for strides, padding in ((1, 'SAME'), (2, 'VALID')):
            attrs = {'strides': i_list([1, strides, strides, 1]), 'padding': text(padding), 'dilations': i_list([1, 1, 1, 1])}
            for weights in (kernel, one_by_one):
                out = tf.nn.conv2d(x, weights, strides, padding)
                fused_case(sweep, '_FusedConv2D', [x, weights], out, bias, alpha, activation, attrs)
            out = tf.nn.depthwise_conv2d(x, per_channel, [1, strides, strides, 1], padding)
            if activation != 'LeakyRelu':
                fused_case(sweep, 'FusedDepthwiseConv2dNative', [x, per_channel], out, bias, alpha, activation, attrs)
    sweep_no_bias = {'strides': i_list([1, 1, 1, 1]), 'padding': text('SAME'), 'dilations': i_list([1, 1, 1, 1])}
    out = tf.nn.depthwise_conv2d(x, per_channel, [1, 1, 1, 1], 'SAME')
    sweep.op(
        'FusedDepthwiseConv2dNative',
        [x, per_channel],
        why='no bias, Relu',
        expected=tf.nn.relu(out).numpy(),
        fused_ops=s_list(['NoOp', 'Relu']),
        num_args={'i': '0'},
        **sweep_no_bias,
    )
    padded = np.pad(x, [[0, 0], [1, 2], [0, 1], [0, 0]])
    sweep.op(
        '_FusedConv2D',
        [x, kernel, bias],
        why='explicit paddings',
        expected=tf.nn.bias_add(tf.nn.conv2d(padded, kernel, 1, 'VALID'), bias).numpy(),
        fused_ops=s_list(['BiasAdd']),
        num_args={'i': '1'},
        explicit_paddings=i_list([0, 0, 1, 2, 0, 1, 0, 0]),
        strides=i_list([1, 1, 1, 1]),
        padding=text('EXPLICIT'),
        dilations=i_list([1, 1, 1, 1]),
    )


def fused_case(sweep, op, inputs, out, bias, alpha, activation, attrs):
    """One fused op: its contraction, its bias and its activation."""
    summed = tf.nn.bias_add(out, bias)
    answer = tf.where(summed < 0, summed * alpha, summed) if activation == 'Prelu' else ACTIVATIONS[activation](summed)
    more = [bias, alpha] if activation == 'Prelu' else [bias]
    options = {'leakyrelu_alpha': {'f': 0.3}} if activation == 'LeakyRelu' else {}
    sweep.op(
        op,
        [*inputs, *more],
        why=activation or 'bias',
        expected=answer.numpy(),
        fed=1,
        fused_ops=s_list(['BiasAdd', *([activation] if activation else [])]),
        num_args={'i': str(len(more))},
        **options,
        **attrs,
    )


def i_list(numbers):
    """A list of integers as an attribute."""
    return {'list': {'i': [str(number) for number in numbers]}}


def s_list(texts):
    """A list of strings as an attribute."""
    return {'list': {'s': [base64.b64encode(one.encode()).decode() for one in texts]}}


def text(value):
    """A string as an attribute."""
    return {'s': base64.b64encode(value.encode()).decode()}


def pools(sweep):
    """Windows at the edges, of one pixel, all negative, and with NaN."""
    for op in ('MaxPool', 'AvgPool'):
        for shape, size, strides, padding in (
            ((1, 4, 4, 2), (2, 2), (2, 2), 'VALID'),
            ((2, 5, 5, 1), (3, 3), (2, 2), 'SAME'),
            ((1, 5, 4, 3), (3, 2), (1, 1), 'SAME'),
            ((1, 4, 4, 2), (1, 1), (1, 1), 'VALID'),
            ((1, 5, 5, 2), (1, 1), (2, 2), 'SAME'),
            ((1, 5, 5, 2), (1, 1), (2, 3), 'VALID'),
            ((1, 3, 3, 2), (3, 3), (1, 1), 'VALID'),
            ((1, 2, 2, 1), (5, 5), (1, 1), 'SAME'),
            ((1, 6, 1, 2), (2, 1), (2, 1), 'VALID'),
            ((0, 4, 4, 2), (2, 2), (2, 2), 'VALID'),
        ):
            sweep.op(op, [draw(shape, 1)], ksize=[1, *size, 1], strides=[1, *strides, 1], padding=padding)
        sweep.op(op, [-1 - np.abs(draw((1, 5, 5, 1), 1))], why='all negative', ksize=[1, 3, 3, 1], strides=[1, 2, 2, 1], padding='SAME')
        sweep.op(op, [floats(1, INF, 2, -INF, 3, 4, 5, 6, 7, shape=(1, 3, 3, 1))], why='Infinity', undefined=NO_RULE if op == 'AvgPool' else None, ksize=[1, 2, 2, 1], strides=[1, 1, 1, 1], padding='VALID')
        sweep.op(op, [floats(1, NAN, 2, 9, 3, 4, 5, 6, NAN, shape=(1, 3, 3, 1))], why='NaN', undefined=NO_RULE, ksize=[1, 2, 2, 1], strides=[1, 1, 1, 1], padding='VALID')
    sweep.op('MaxPool', [count((1, 4, 4, 1))], why='int32', if_supported=True, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='VALID')
    sweep.op('MaxPool', [draw((1, 4, 4, 1), 1)], why='explicit paddings', ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='EXPLICIT', explicit_paddings=[0, 0, 1, 1, 1, 1, 0, 0])
    for op in ('MaxPool3D', 'AvgPool3D'):
        for shape, size, strides, padding in (
            ((1, 4, 4, 4, 1), (2, 2, 2), (2, 2, 2), 'VALID'),
            ((2, 3, 4, 3, 2), (2, 3, 2), (1, 2, 1), 'SAME'),
            ((1, 2, 2, 2, 1), (3, 3, 3), (1, 1, 1), 'SAME'),
        ):
            sweep.op(op, [draw(shape, 1)], ksize=[1, *size, 1], strides=[1, *strides, 1], padding=padding)
        sweep.op(op, [-1 - np.abs(draw((1, 3, 3, 3, 1), 1))], why='all negative', ksize=[1, 2, 2, 2, 1], strides=[1, 1, 1, 1, 1], padding='SAME')
        sweep.op(op, [floats(1, -INF, INF, 2, 3, 4, 5, 6, shape=(1, 2, 2, 2, 1))], why='Infinity', ksize=[1, 1, 1, 2, 1], strides=[1, 1, 1, 2, 1], padding='SAME')
        sweep.op(op, [draw((1, 4, 5, 4, 1), 1)], why='steps longer than the window', ksize=[1, 1, 2, 1, 1], strides=[1, 2, 3, 2, 1], padding='SAME')
    for include_batch_in_index in (False, True):
        for values, why in ((draw((2, 4, 4, 2), 1), None), (-1 - np.abs(draw((1, 4, 4, 2), 1)), 'all negative'), (np.ones((1, 4, 4, 1), np.float32), 'ties')):
            sweep.op(
                'MaxPoolWithArgmax',
                [values],
                why=why,
                ksize=[1, 2, 2, 1],
                strides=[1, 2, 2, 1],
                padding='VALID',
                include_batch_in_index=include_batch_in_index,
            )
    sweep.op('MaxPoolWithArgmax', [draw((1, 3, 3, 1), 1)], why='edges', ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME')
    sweep.op('MaxPoolWithArgmax', [count((1, 4, 4, 1), -20)], why='int32', ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='VALID', if_supported=True)


def dilation2d(sweep):
    """Grayscale dilation, also of negative numbers."""
    for values, why in ((draw((1, 5, 5, 2), 1), None), (-8 - np.abs(draw((1, 5, 5, 2), 1)), 'all negative')):
        for strides, rates, padding in ((1, 1, 'SAME'), (2, 1, 'VALID'), (1, 2, 'SAME')):
            sweep.op(
                'Dilation2D',
                [values, draw((2, 3, 2), 2)],
                why=why,
                strides=[1, strides, strides, 1],
                rates=[1, rates, rates, 1],
                padding=padding,
            )
    sweep.op('Dilation2D', [count((1, 4, 4, 1), -30), count((2, 2, 1))], why='int32', if_supported=True, strides=[1, 1, 1, 1], rates=[1, 1, 1, 1], padding='VALID')

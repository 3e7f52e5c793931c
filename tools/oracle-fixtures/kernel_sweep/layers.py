"""Layers of Keras, as TensorFlow.js reads them: one each, with weights, and Keras's answer."""

import json
import re

import keras
import numpy as np

from .case import list_of, tensor
from .values import draw, floats

# Settings that only training needs, or that would cost TensorFlow.js time: the weights are given.
UNUSED = ('initializer', 'regularizer', 'constraint', 'trainable', 'dtype', 'seed', 'build_config', 'module', 'registered_name')

LSTM_LIKE = {'LSTM': keras.layers.LSTM, 'GRU': keras.layers.GRU, 'SimpleRNN': keras.layers.SimpleRNN}
ACTIVATIONS = (
    'elu gelu hard_sigmoid linear log_softmax mish relu relu6 selu sigmoid softmax softplus softsign swish tanh'
).split()


KERAS_2 = {'hard_sigmoid': lambda x: keras.ops.clip(0.2 * x + 0.5, 0, 1)}


def layers(sweep):
    """Every layer that both TensorFlow.js and Keras have, with the options that both support."""
    make = keras.layers
    vector, sequence, image, volume = (2, 4), (2, 5, 3), (1, 5, 4, 3), (1, 3, 4, 3, 2)
    for activation in ACTIVATIONS:
        # Keras 3 has other names for two of them, and another hard sigmoid.
        function = KERAS_2.get(activation, activation)
        layer(sweep, make.Activation(function), draw((2, 7), 3) * 3, why=activation, config={'activation': activation})
        layer(sweep, make.Dense(3, activation=function), draw(vector), why=activation, config={'activation': activation})
    for activation in ('relu', 'elu', 'sigmoid', 'softmax', 'linear'):
        layer(sweep, make.Conv2D(4, 3, activation=activation), draw(image), why=activation)
        layer(sweep, make.DepthwiseConv2D(3, activation=activation), draw(image), why=activation)
    dense_like(sweep, vector, sequence, image)
    convolutions(sweep, sequence, image, volume)
    pools(sweep, sequence, image, volume)
    normalizations(sweep, vector, sequence, image, volume)
    recurrent(sweep, sequence)
    masks(sweep)
    merges(sweep)
    shapes(sweep, vector, sequence, image)
    rectifiers(sweep, vector, image)


def dense_like(sweep, vector, sequence, image):
    """Dense on each rank, embeddings, and layers that do nothing at inference."""
    make = keras.layers
    layer(sweep, make.Dense(3, use_bias=False), draw(vector))
    layer(sweep, make.Dense(3), draw(sequence), why='rank 3')
    layer(sweep, make.Dense(2, activation='relu'), draw(image), why='rank 4')
    layer(sweep, make.Embedding(6, 3), floats(0, 5, 2, 2, shape=(2, 2)))
    for name, one in (('Dropout', make.Dropout(0.5)), ('GaussianNoise', make.GaussianNoise(1.0)), ('GaussianDropout', make.GaussianDropout(0.5)), ('AlphaDropout', make.AlphaDropout(0.5))):
        layer(sweep, one, draw(vector), why=name)
    layer(sweep, make.SpatialDropout1D(0.5), draw(sequence))
    layer(sweep, make.Rescaling(0.5, 0.25), draw(image))
    layer(sweep, make.CategoryEncoding(4, output_mode='multi_hot'), floats(0, 2, 3, 3, shape=(2, 2)), why='multi_hot')
    layer(sweep, make.CategoryEncoding(4, output_mode='one_hot'), floats(0, 3, shape=(2, 1)), why='one_hot')
    layer(sweep, make.Masking(0.0), np.concatenate([draw((1, 3, 2)), np.zeros((1, 2, 2), np.float32)], 1))


def convolutions(sweep, sequence, image, volume):
    """Strides, dilations, paddings and multipliers."""
    make = keras.layers
    for options in ({}, {'strides': 2, 'padding': 'same'}, {'dilation_rate': 2}, {'padding': 'causal'}, {'padding': 'causal', 'dilation_rate': 2}):
        layer(sweep, make.Conv1D(4, 2, **options), draw(sequence), why=named(options))
    for options in ({'padding': 'same'}, {'strides': (2, 1)}, {'dilation_rate': 2, 'padding': 'same'}, {'use_bias': False}):
        layer(sweep, make.Conv2D(4, (3, 2), **options), draw(image), why=named(options))
        layer(sweep, make.SeparableConv2D(4, (3, 2), depth_multiplier=2, **square(options)), draw(image), why=named(options))
    for options in ({'padding': 'same'}, {'strides': 2}, {'depth_multiplier': 2}):
        layer(sweep, make.DepthwiseConv2D((3, 2), **options), draw(image), why=named(options))
    for options in ({}, {'strides': 2}, {'strides': 2, 'padding': 'same'}, {'padding': 'same', 'use_bias': False}):
        layer(sweep, make.Conv2DTranspose(4, (3, 2), **options), draw(image), why=named(options))
        layer(sweep, make.Conv3DTranspose(2, (2, 3, 2), **options), draw(volume), why=named(options))
    for options in ({}, {'strides': 2, 'padding': 'same'}):
        layer(sweep, make.Conv3D(3, (2, 3, 2), **options), draw(volume), why=named(options))
    for options in ({}, {'return_sequences': True, 'padding': 'same'}):
        layer(sweep, make.ConvLSTM2D(2, (2, 2), **options), draw((1, 3, 4, 4, 2)), why=named(options))


def square(options):
    """The same options, for layers that need two equal strides."""
    return {'strides': 2} if 'strides' in options else options


def pools(sweep, sequence, image, volume):
    """Pools of each rank."""
    make = keras.layers
    for padding in ('valid', 'same'):
        for kind in ('Max', 'Average'):
            layer(sweep, getattr(make, f'{kind}Pooling1D')(2, padding=padding), draw(sequence), why=padding)
            layer(sweep, getattr(make, f'{kind}Pooling2D')((2, 3), strides=(1, 2), padding=padding), draw(image), why=padding)
            layer(sweep, getattr(make, f'{kind}Pooling3D')(2, padding=padding), -1 - np.abs(draw(volume)), why=f'{padding}, all negative')
    for kind in ('Max', 'Average'):
        layer(sweep, getattr(make, f'Global{kind}Pooling1D')(), draw(sequence))
        layer(sweep, getattr(make, f'Global{kind}Pooling2D')(), draw(image))


def normalizations(sweep, vector, sequence, image, volume):
    """Along the last axis and along others."""
    make = keras.layers
    for shape, axis in ((vector, -1), (sequence, -1), (sequence, 1), (image, -1), (image, 1), (image, 2), (volume, -1)):
        layer(sweep, make.BatchNormalization(axis=axis), draw(shape), why=f'axis {axis} of {shape}')
    layer(sweep, make.BatchNormalization(center=False, scale=False), draw(image), why='neither center nor scale')
    for shape, axis in ((vector, -1), (sequence, -1), (image, -1), (image, [2, 3]), (sequence, [1, 2])):
        layer(sweep, make.LayerNormalization(axis=axis), draw(shape), why=f'axis {axis} of {shape}')


def recurrent(sweep, sequence):
    """Each kind, in each direction, alone and in both directions."""
    make = keras.layers
    for kind, cls in LSTM_LIKE.items():
        reset = {'reset_after': False} if kind == 'GRU' else {}
        for options in ({}, {'return_sequences': True}, {'go_backwards': True}, {'use_bias': False}, {'activation': 'relu'}):
            layer(sweep, cls(3, **options, **reset), draw(sequence), why=named(options))
        for mode in ('concat', 'sum', 'mul', 'ave'):
            inner = cls(3, return_sequences=mode == 'sum', **reset)
            layer(sweep, make.Bidirectional(inner, merge_mode=mode), draw(sequence), why=f'{kind}, {mode}')
    hard = {'recurrent_activation': 'hard_sigmoid'}
    layer(sweep, make.LSTM(3, recurrent_activation=KERAS_2['hard_sigmoid']), draw(sequence), why='hard_sigmoid', config=hard)
    layer(sweep, make.TimeDistributed(make.Dense(2)), draw(sequence), why='Dense')
    layer(sweep, make.TimeDistributed(make.Conv2D(2, 2)), draw((1, 3, 4, 4, 2)), why='Conv2D')
    layer(sweep, make.RepeatVector(3), draw((2, 4)))


def masks(sweep):
    """Later layers ignore masked steps."""
    make = keras.layers
    words = floats(3, 1, 0, 0, 2, 0, 0, 0, shape=(2, 4))
    padded = np.concatenate([draw((2, 3, 2)), np.zeros((2, 2, 2), np.float32)], 1)
    after = {
        'LSTM': lambda: make.LSTM(2),
        'GRU': lambda: make.GRU(2, reset_after=False),
        'SimpleRNN': lambda: make.SimpleRNN(2, return_sequences=True),
        'Bidirectional': lambda: make.Bidirectional(make.LSTM(2)),
        'Bidirectional, each step': lambda: make.Bidirectional(make.LSTM(2, return_sequences=True)),
        'GlobalAveragePooling1D': make.GlobalAveragePooling1D,
        'GlobalMaxPooling1D': make.GlobalMaxPooling1D,
        'Dense': lambda: make.Dense(2),
        'Conv1D': lambda: make.Conv1D(2, 2),
        'Flatten': make.Flatten,
        'TimeDistributed': lambda: make.TimeDistributed(make.Dense(2)),
    }
    for name, following in after.items():
        layer(sweep, make.Embedding(5, 2, mask_zero=True), words, why=f'mask_zero, then {name}', after=[following()])
        layer(sweep, make.Masking(0.0), padded, why=f'then {name}', after=[following()])


def merges(sweep):
    """Of the same shape and broadcast."""
    make = keras.layers
    for name in ('Add', 'Average', 'Maximum', 'Minimum', 'Multiply'):
        layer(sweep, getattr(make, name)(), draw((2, 3), 1), draw((2, 3), 2), draw((2, 3), 3), why='three')
        layer(sweep, getattr(make, name)(), draw((2, 4, 3), 1), draw((2, 1, 3), 2), why='broadcast')
        layer(sweep, getattr(make, name)(), draw((2, 4, 3), 1), draw((2, 3), 2), why='ranks 3 and 2')
    for axis in (-1, 1):
        layer(sweep, make.Concatenate(axis), draw((2, 3, 4), 1), draw((2, 3, 4), 2), why=f'axis {axis}')
    for axes, left, right in ((1, (2, 4), (2, 4)), (2, (2, 3, 4), (2, 5, 4)), ((2, 1), (2, 3, 4), (2, 4, 5)), (1, (2, 3, 4), (2, 3, 5))):
        for normalize in (False, True):
            layer(sweep, make.Dot(axes, normalize=normalize), draw(left, 1), draw(right, 2), why=f'axes {axes}, normalize {normalize}')


def shapes(sweep, vector, sequence, image):
    """Layers that only move elements, or resize."""
    make = keras.layers
    layer(sweep, make.Flatten(), draw(image))
    layer(sweep, make.Flatten(data_format='channels_first'), draw(image), why='channels_first')
    layer(sweep, make.Permute((2, 1)), draw(sequence))
    layer(sweep, make.Permute((3, 1, 2)), draw(image), why='rank 4')
    layer(sweep, make.Reshape((3, -1)), draw((2, 6)))
    layer(sweep, make.ZeroPadding2D(((1, 0), (2, 1))), draw(image))
    layer(sweep, make.Cropping2D(((1, 0), (2, 1))), draw(image))
    for interpolation in ('nearest', 'bilinear'):
        layer(sweep, make.UpSampling2D((2, 3), interpolation=interpolation), draw(image), why=interpolation)
    for size in ((3, 2), (4, 4), (7, 6)):
        layer(sweep, make.CenterCrop(*size), draw(image), why=f'{size}')


def rectifiers(sweep, vector, image):
    """Each with its own parameters."""
    make = keras.layers
    layer(sweep, make.ELU(), draw(vector))
    layer(sweep, make.LeakyReLU(negative_slope=0.1), draw(vector), config={'alpha': 0.1})
    layer(sweep, make.ReLU(), draw(vector))
    layer(sweep, make.ReLU(max_value=1.0), draw(vector), why='max_value')
    layer(sweep, make.PReLU(), draw(vector), why='a slope each')
    for shared in (None, [1, 2], [1], [3]):
        layer(sweep, make.PReLU(shared_axes=shared), draw(image), why=f'shared axes {shared}')
    for axis in (-1, 1):
        layer(sweep, make.Softmax(axis=axis), draw((2, 3, 4)), why=f'axis {axis}')


def layer(sweep, made, *inputs, why=None, config=None, after=()):
    """
    Adds a case of one layer, and of others `after` it. `config` holds settings that TensorFlow.js calls by another
    name. Weights have the same names in Keras 2 and TensorFlow.js, except a depthwise convolution's.
    """
    ends = [keras.Input(array.shape[1:]) for array in inputs]
    name = type(made).__name__
    out = made(ends if len(ends) > 1 else ends[0])
    for one in after:
        out = one(out)
    model = keras.Model(ends, out)
    rng = np.random.default_rng(5)
    for weight in model.weights:
        values = (rng.integers(-64, 65, weight.shape) / 64).astype(np.float32)
        weight.assign(np.abs(values) + 0.25 if 'variance' in weight.path else values)
    answers = model.predict_on_batch(list(inputs) if len(inputs) > 1 else inputs[0])
    weights = []
    for weight in model.weights:
        path = weight.path
        for number, one in enumerate((made, *after)):
            path = path.replace(f'{one.name}/', f'layer{number or ""}/', 1) if path.startswith(f'{one.name}/') else path
        path = path.replace('/kernel', '/depthwise_kernel') if name == 'DepthwiseConv2D' else path
        # Keras 2 names both directions after one layer.
        path = re.sub(r'/(forward|backward)_[^/]+/', r'/\1_inner/', path)
        weights.append(f'[{json.dumps(path)},{tensor(np.asarray(weight))}]')
    fields = {'layer': json.dumps(name)}
    if why:
        fields['why'] = json.dumps(why)
    settings = {**plain(made.get_config()), **(config or {})}
    settings.pop('name', None)
    fields['config'] = json.dumps(settings, sort_keys=True, separators=(',', ':'))
    if after:
        rest = [[type(one).__name__, {**plain(one.get_config()), 'name': f'layer{at + 1}'}] for at, one in enumerate(after)]
        fields['after'] = json.dumps(rest, sort_keys=True, separators=(',', ':'))
    if weights:
        fields['weights'] = list_of(weights)
    fields['inputs'] = list_of(map(tensor, inputs))
    fields['outputs'] = list_of([tensor(np.asarray(answers))])
    sweep.lines.append('{' + ','.join(f'"{key}":{value}' for key, value in fields.items()) + '}')


def plain(config):
    """
    A configuration without the settings that inference does not need. A random initial matrix is replaced by zeros.
    """
    if isinstance(config, list):
        return [plain(one) for one in config]
    if not isinstance(config, dict):
        return config
    kept = {key: plain(value) for key, value in config.items() if value is not None and not key.endswith(UNUSED)}
    if kept.pop('backward_layer', None):
        kept['layer']['config']['name'] = 'inner'
    if 'recurrent_activation' in config or 'units' in config:
        kept['recurrent_initializer'] = 'zeros'
    return kept


def named(options):
    """Options as a short text."""
    return ', '.join(f'{key} {value}' for key, value in options.items()) or None

"""Makes small Keras 3 models as TensorFlow.js layers models, with Python's answers.

    python make_keras3.py OUTPUT

writes OUTPUT/<model>/: `model.json` with the layers exactly as Keras 3 writes them, as the converter of TensorFlow.js
does, the weights in the order and under the names of the HDF5 file, and `expected.json`. Also writes
OUTPUT/one-layer.jsonl, one line for each way to use a layer: the same in one object, the weights in base64. Seeded.
"""

import base64
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')
os.environ.setdefault('TF_ENABLE_ONEDNN_OPTS', '0')

import h5py
import keras
import numpy as np
from keras import layers

SEED = 20260
ROWS = 3


def sequence():
    """The most common form: a Sequential, with regularizers and initializers that TensorFlow.js has no class for."""
    return keras.Sequential(
        [
            keras.Input((4,), name='x'),
            layers.Dense(5, activation='relu', kernel_regularizer=keras.regularizers.L2(0.01), kernel_initializer='he_normal'),
            layers.Dropout(0.5),
            layers.Dense(3, activation='softmax', kernel_constraint=keras.constraints.MaxNorm(2), bias_initializer='random_normal'),
        ]
    )


def branches():
    """Two inputs, two outputs, and a layer that is used three times, first on the last tensor."""
    a, b = keras.Input((4,), name='a'), keras.Input((4,), name='b')
    shared = layers.Dense(4, activation='tanh', name='shared')
    late = layers.Dense(4, name='late')(a)
    for at in range(3):
        late = layers.Dense(4, name=f'later_{at}')(late)
    deep = shared(late)
    direct = shared(b)
    total = layers.Add(name='total')([deep, direct, shared(a)])
    return keras.Model([a, b], [total, layers.Concatenate(name='both')([deep, direct])])


def named_ends():
    """Named inputs and outputs."""
    a, b = keras.Input((4,), name='a'), keras.Input((4,), name='b')
    return keras.Model({'first': a, 'second': b}, {'sum': layers.Add(name='sum')([layers.Dense(4, name='d')(a), b])})


def nested():
    """Nested sequences with equal layer names, one of them frozen."""
    first = keras.Sequential([keras.Input((4,)), layers.Dense(3, name='d'), layers.BatchNormalization(name='bn')], name='first')
    first.trainable = False
    second = keras.Sequential([layers.Dense(3, name='d'), layers.BatchNormalization(name='bn')], name='second')
    return keras.Sequential([keras.Input((4,), name='x'), first, second, layers.Dense(2, name='d')], name='outer')


def transfer():
    """A functional base that is used twice, under a head with a layer of the same name."""
    inner = keras.Input((4,), name='x')
    base = keras.Model(inner, layers.ReLU(name='end')(layers.Dense(3, name='d')(inner)), name='base')
    a, b = keras.Input((4,), name='a'), keras.Input((4,), name='b')
    return keras.Model([a, b], layers.Dense(2, name='d')(layers.Multiply(name='product')([base(a), base(b)])))


def recurrent():
    """Both directions, and the layers usual around recurrent ones."""
    return keras.Sequential(
        [
            keras.Input((6, 3), name='x'),
            layers.Bidirectional(layers.LSTM(2, return_sequences=True)),
            layers.TimeDistributed(layers.Dense(3)),
            layers.LeakyReLU(negative_slope=0.2),
            layers.PReLU(alpha_initializer='random_normal'),
            layers.GRU(3, reset_after=False, return_sequences=True),
            layers.SimpleRNN(2),
        ]
    )


def states():
    """A recurrent layer that starts with another one's states."""
    x = keras.Input((5, 3), name='x')
    encoded = layers.LSTM(2, return_state=True, name='encoder')(x)
    decoded = layers.LSTM(2, name='decoder')(x, initial_state=encoded[1:])
    return keras.Model(x, layers.Dense(2, name='y')(decoded))


def convolutions():
    """The layers of networks for pictures."""
    return keras.Sequential(
        [
            keras.Input((8, 8, 2), name='image'),
            layers.Rescaling(1 / 255.0, offset=-0.5),
            layers.Conv2D(3, 3, padding='same', activation='relu6'),
            layers.DepthwiseConv2D(3, depth_multiplier=2),
            layers.BatchNormalization(),
            layers.SeparableConv2D(4, 2, activation='silu'),
            layers.LayerNormalization(),
            layers.Conv2DTranspose(3, 2, strides=2),
            layers.ZeroPadding2D(1),
            layers.ReLU(6.0),
            layers.MaxPooling2D(2),
            layers.UpSampling2D(2),
            layers.Cropping2D(1),
            layers.AveragePooling2D(2, padding='same'),
            layers.GlobalAveragePooling2D(),
            layers.Dense(3, activation='softmax'),
        ]
    )


def words():
    """Integer inputs, with a mask."""
    return keras.Sequential(
        [
            keras.Input((5,), name='words', dtype='int32'),
            layers.Embedding(7, 3, mask_zero=True),
            layers.LSTM(4),
            layers.Dense(2, activation='sigmoid'),
        ]
    )


def operations():
    """Operations written as layers."""
    x = keras.Input((4,), name='x')
    left, right = layers.Dense(3, name='left')(x), layers.Dense(3, name='right')(x)
    return keras.Model(x, keras.ops.relu(left + right) * keras.ops.sigmoid(right))


def activations():
    """Every activation that TensorFlow.js also has."""
    x = keras.Input((6,), name='x')
    names = ('elu', 'gelu', 'linear', 'log_softmax', 'mish', 'relu', 'relu6', 'selu', 'sigmoid', 'silu')
    names += ('softmax', 'softplus', 'softsign', 'tanh')
    return keras.Model(x, [layers.Activation(name, name=f'a_{name}')(x) for name in names])


def mixed():
    """A policy that computes in float16 with weights stored in float32."""
    return keras.Sequential([keras.Input((4,), name='x'), layers.Dense(3, dtype='mixed_float16', name='half')])


MODELS = {
    make.__name__.replace('_', '-'): make
    for make in (sequence, branches, named_ends, nested, transfer, recurrent, states, convolutions, words, operations)
    + (activations, mixed)
}


def draw_weights(model, rng):
    """Gives every weight random values: initial ones would often be zeros or ones."""
    for weight in model.weights:
        values = rng.uniform(-0.6, 0.6, weight.shape)
        weight.assign(np.abs(values) + 0.3 if weight.path.endswith('variance') else values)


def rows_for(model, rng):
    """Rows of every input."""
    return {
        tensor.name: rng.integers(0, 7, (ROWS, *tensor.shape[1:])).astype(np.int32)
        if tensor.dtype == 'int32'
        else (rng.integers(-256, 257, (ROWS, *tensor.shape[1:])) / 64).astype(np.float32)
        for tensor in model.inputs
    }


def feed(model, rows):
    """Rows in the form that the model takes: by name, as a list or alone."""
    functional = model._functional if isinstance(model, keras.Sequential) else model
    return keras.tree.pack_sequence_as(functional._inputs_struct, list(rows.values()))


def write_model(model, directory):
    """
    Writes a model as the converter does: the contents of the HDF5 file, split into a `model.json` and one file of
    weights.
    """
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / 'model.h5'
        model.save(file)
        with h5py.File(file, 'r') as h5:
            groups = h5['model_weights']
            weights = [
                (text(name), np.asarray(groups[text(layer)][text(name)], dtype=np.float32))
                for layer in groups.attrs['layer_names']
                for name in groups[text(layer)].attrs['weight_names']
            ]
            topology = {
                'keras_version': text(h5.attrs['keras_version']),
                'backend': text(h5.attrs['backend']),
                'model_config': json.loads(h5.attrs['model_config']),
            }
    (directory / 'group1-shard1of1.bin').write_bytes(b''.join(values.tobytes() for _, values in weights))
    manifest = [{'name': name, 'shape': list(values.shape), 'dtype': 'float32'} for name, values in weights]
    write_json(
        directory / 'model.json',
        {
            'format': 'layers-model',
            'generatedBy': f'keras v{keras.__version__}',
            'convertedBy': None,
            'modelTopology': topology,
            'weightsManifest': [{'paths': ['group1-shard1of1.bin'], 'weights': manifest}],
        },
    )


def text(value):
    """Decodes a string that HDF5 returns as bytes."""
    return value.decode() if isinstance(value, bytes) else value


def write_json(file, value):
    """Writes one line, as short as possible."""
    file.write_text(json.dumps(value, separators=(',', ':')) + '\n')


def tensor(array):
    """A tensor in the form of `expected.json`."""
    array = np.asarray(array)
    data = [float(value) for value in array.astype(np.float32).ravel()] if array.dtype.kind == 'f' else array.ravel().tolist()
    return {'dtype': 'float32' if array.dtype.kind == 'f' else str(array.dtype), 'shape': list(array.shape), 'data': data}


def one_layer(shape, *sequence, dtype='float32', batch=None):
    """A sequence with the input `x`."""
    x = keras.Input(batch_shape=(batch, *shape), name='x', dtype=dtype)
    return lambda: keras.Sequential([x, *[make() for make in sequence]])


def two_inputs(first, second, make):
    """A model of two inputs."""

    def build():
        a, b = keras.Input(first, name='a'), keras.Input(second, name='b')
        return keras.Model([a, b], make(a, b))

    return build


def image(*sequence):
    """A sequence with pictures as input."""
    return one_layer((6, 6, 2), *sequence)


def steps(*sequence):
    """A sequence with time steps as input."""
    return one_layer((6, 3), *sequence)


def vector(*sequence):
    """A sequence with rows of numbers as input."""
    return one_layer((4,), *sequence)


ONE_LAYER = {
    'upsampling bilinear': image(lambda: layers.UpSampling2D(2, interpolation='bilinear')),
    'upsampling nearest': image(lambda: layers.UpSampling2D((2, 3))),
    'transposed output padding': image(
        lambda: layers.Conv2DTranspose(2, 3, strides=2, padding='same', output_padding=0)
    ),
    'transposed usual output padding': image(
        lambda: layers.Conv2DTranspose(2, 3, strides=2, padding='same', output_padding=1)
    ),
    'transposed same': image(lambda: layers.Conv2DTranspose(2, 3, strides=2, padding='same')),
    'transposed far strides': image(lambda: layers.Conv2DTranspose(2, 2, strides=3)),
    'convolution groups': image(lambda: layers.Conv2D(4, 3, groups=2)),
    'convolution dilation': image(lambda: layers.Conv2D(4, 3, dilation_rate=2)),
    'convolution strides': image(lambda: layers.Conv2D(4, 3, strides=2, padding='same')),
    'depthwise dilation': image(lambda: layers.DepthwiseConv2D(2, dilation_rate=2)),
    'depthwise strides': image(lambda: layers.DepthwiseConv2D(2, strides=2, padding='same', activation='relu')),
    'separable dilation': image(lambda: layers.SeparableConv2D(3, 2, dilation_rate=2, depth_multiplier=2)),
    'relu negative slope': vector(lambda: layers.ReLU(negative_slope=0.1)),
    'relu threshold': vector(lambda: layers.ReLU(threshold=1.0)),
    'relu bound': vector(lambda: layers.ReLU(max_value=1.5)),
    'elu alpha': vector(lambda: layers.ELU(alpha=0.5)),
    'hard sigmoid': vector(lambda: layers.Dense(3, activation='hard_sigmoid')),
    'pooling keepdims': image(lambda: layers.GlobalAveragePooling2D(keepdims=True)),
    'pooling of all, maximum': image(lambda: layers.GlobalMaxPooling2D()),
    'pooling of all, steps': steps(lambda: layers.GlobalAveragePooling1D()),
    'convolution of steps, causal': steps(lambda: layers.Conv1D(4, 3, padding='causal', dilation_rate=2)),
    'convolution of steps': steps(lambda: layers.Conv1D(4, 3, padding='same', strides=2)),
    'pooling of steps': steps(lambda: layers.AveragePooling1D(2, padding='same')),
    'pooling maximum': image(lambda: layers.MaxPooling2D(4, padding='same')),
    'pooling average': image(lambda: layers.AveragePooling2D(4, padding='same')),
    'both directions, summed': steps(
        lambda: layers.Bidirectional(layers.LSTM(2, return_sequences=True), merge_mode='sum')
    ),
    'both directions, GRU': steps(lambda: layers.Bidirectional(layers.GRU(2, reset_after=False))),
    'both directions, another backward': steps(
        lambda: layers.Bidirectional(
            layers.LSTM(2), backward_layer=layers.LSTM(2, activation='relu', go_backwards=True)
        )
    ),
    'GRU as it is made': steps(lambda: layers.GRU(2)),
    'LSTM backwards': steps(lambda: layers.LSTM(2, go_backwards=True, return_sequences=True)),
    'LSTM without bias': steps(lambda: layers.LSTM(2, use_bias=False, activation='relu', unroll=True)),
    'LSTM with states': lambda: keras.Model(
        x := keras.Input((5, 3), name='x'), layers.LSTM(2, return_state=True, return_sequences=True, name='lstm')(x)
    ),
    'LSTM stateful': one_layer((6, 3), lambda: layers.LSTM(2, stateful=True), batch=3),
    'cell': steps(lambda: layers.RNN(layers.LSTMCell(2))),
    'cells': steps(lambda: layers.RNN([layers.LSTMCell(2), layers.LSTMCell(3)])),
    'LSTM of pictures': one_layer((3, 6, 6, 2), lambda: layers.ConvLSTM2D(2, 3, padding='same')),
    'normalization of places': image(lambda: layers.LayerNormalization(axis=[1, 2])),
    'normalization by root': vector(lambda: layers.LayerNormalization(rms_scaling=True)),
    'batch normalization, first axis': image(lambda: layers.BatchNormalization(axis=1)),
    'softmax, first axis': image(lambda: layers.Softmax(axis=1)),
    'softmax, two axes': image(lambda: layers.Softmax(axis=[1, 2])),
    'rescaling by channel': image(lambda: layers.Rescaling([0.5, 2.0], offset=[1.0, 0.0])),
    'reshape': vector(lambda: layers.Reshape((2, -1))),
    'permute': image(lambda: layers.Permute((3, 1, 2)), lambda: layers.Flatten()),
    'repeat': vector(lambda: layers.RepeatVector(3)),
    'shared slopes': image(lambda: layers.PReLU(shared_axes=[1, 2])),
    'masking': steps(lambda: layers.Masking(), lambda: layers.LSTM(2)),
    'masked mean': one_layer(
        (5,),
        lambda: layers.Embedding(7, 3, mask_zero=True),
        lambda: layers.Bidirectional(layers.LSTM(4, return_sequences=True)),
        lambda: layers.GlobalAveragePooling1D(),
        dtype='int32',
    ),
    'padding': image(lambda: layers.ZeroPadding2D(((1, 0), (2, 1)))),
    'cropping': image(lambda: layers.Cropping2D(((1, 0), (2, 1)))),
    'volumes': one_layer((4, 4, 4, 2), lambda: layers.Conv3D(2, 2), lambda: layers.Flatten()),
    'a layer for each step': one_layer(
        (3, 6, 6, 2),
        lambda: layers.TimeDistributed(layers.Conv2D(2, 3)),
        lambda: layers.TimeDistributed(layers.Flatten()),
    ),
    'a model for each step': one_layer(
        (3, 4),
        lambda: layers.TimeDistributed(
            keras.Sequential([keras.Input((4,)), layers.Dense(2), layers.Dense(3)], name='inner')
        ),
    ),
    'channels first': one_layer((2, 6, 6), lambda: layers.Flatten(data_format='channels_first')),
    'noise': vector(lambda: layers.GaussianNoise(1.0), lambda: layers.GaussianDropout(0.5)),
    'unit length': vector(lambda: layers.UnitNormalization()),
    'crop of the middle': image(lambda: layers.CenterCrop(3, 4)),
    'categories': one_layer((3,), lambda: layers.CategoryEncoding(8, output_mode='multi_hot'), dtype='int32'),
    'a layer as activation': vector(lambda: layers.Dense(2, activation=layers.LeakyReLU(negative_slope=0.1))),
    'leaky relu by name': vector(lambda: layers.Dense(2, activation='leaky_relu')),
    'a batch of three': one_layer((4,), lambda: layers.Dense(2), batch=3),
    'product': two_inputs((4,), (4,), lambda a, b: layers.Dot(axes=1)([a, b])),
    'normalized product': two_inputs((3, 4), (4, 2), lambda a, b: layers.Dot(axes=(2, 1), normalize=True)([a, b])),
    'in a row': two_inputs((3, 4), (2, 4), lambda a, b: layers.Concatenate(axis=1)([a, b])),
    'sum of other ranks': two_inputs((3, 4), (4,), lambda a, b: layers.Add()([a, b])),
    'product with ones': two_inputs((3, 4), (1, 4), lambda a, b: layers.Multiply()([a, b])),
    'extremes': two_inputs(
        (3, 4), (3, 4), lambda a, b: [layers.Maximum()([a, b]), layers.Minimum()([a, b]), layers.Average()([a, b])]
    ),
    'an input as output': lambda: keras.Model(x := keras.Input((4,), name='x'), [x, layers.Dense(2)(x)]),
    'models in models': lambda: keras.Sequential(
        [
            keras.Input((4,), name='x'),
            keras.Sequential(
                [
                    keras.Input((4,)),
                    keras.Sequential([keras.Input((4,)), layers.Dense(3, name='d')], name='s'),
                    layers.Dense(3, name='d'),
                ],
                name='outer',
            ),
        ]
    ),
}


def answer(name, make):
    """Makes a model, and gets its answer."""
    print(name, file=sys.stderr)
    keras.utils.clear_session()
    keras.utils.set_random_seed(SEED)
    rng = np.random.default_rng(SEED)
    model = make()
    draw_weights(model, rng)
    rows = rows_for(model, rng)
    outputs = keras.tree.flatten(model(feed(model, rows)))
    expected = {'inputs': {key: tensor(rows[key]) for key in rows}, 'outputs': [tensor(one) for one in outputs]}
    return model, expected


def main(output):
    """Writes every model."""
    for name, make in MODELS.items():
        model, expected = answer(name, make)
        directory = output / name
        directory.mkdir(parents=True)
        write_model(model, directory)
        write_json(directory / 'expected.json', expected)
    with open(output / 'one-layer.jsonl', 'w') as lines, tempfile.TemporaryDirectory() as scratch:
        for name, make in ONE_LAYER.items():
            model, expected = answer(name, make)
            write_model(model, Path(scratch))
            weights = (Path(scratch) / 'group1-shard1of1.bin').read_bytes()
            line = {
                'name': name,
                'json': json.loads((Path(scratch) / 'model.json').read_text()),
                'weights': base64.b64encode(weights).decode(),
                **expected,
            }
            lines.write(json.dumps(line, separators=(',', ':')) + '\n')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_keras3.py OUTPUT')
    main(Path(sys.argv[1]))

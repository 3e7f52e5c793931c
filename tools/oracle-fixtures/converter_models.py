"""Models for the tests of packages/converter: small, of the layers that Keras models consist of."""

import numpy as np
import tensorflow as tf

keras = tf.keras
layers = keras.layers


def sequential(shape, *stack):
    """A model of layers, one after the other."""
    return keras.Sequential([keras.Input(shape, name='x'), *stack])


def dense():
    return sequential((8,), layers.Dense(16, activation='relu'), layers.Dense(3, activation='softmax'))


def cnn():
    return sequential(
        (12, 12, 3),
        layers.Conv2D(8, 3, use_bias=False, padding='same'),
        layers.BatchNormalization(),
        layers.ReLU(6.0),
        layers.SeparableConv2D(12, 3, strides=2, padding='same', activation='relu'),
        layers.BatchNormalization(),
        layers.LeakyReLU(),
        layers.MaxPooling2D(2),
        layers.Conv2D(6, 1, activation='elu'),
        layers.GlobalAveragePooling2D(),
        layers.Dense(4),
    )


def lstm():
    return sequential((6, 4), layers.LSTM(8, return_sequences=True), layers.LSTM(5), layers.Dense(2))


def gru():
    return sequential((6, 4), layers.GRU(8), layers.Dense(2))


def bidirectional():
    return sequential((5, 3), layers.Bidirectional(layers.GRU(6, return_sequences=True)), layers.Dense(2))


def unrolled_lstm():
    return sequential((4, 3), layers.LSTM(6, unroll=True), layers.Dense(2))


def simple_rnn():
    return sequential((5, 3), layers.SimpleRNN(6), layers.Dense(2))


def embedding():
    tokens = keras.Input((7,), dtype='int32', name='tokens')
    x = layers.Embedding(20, 6)(tokens)
    return keras.Model(tokens, layers.Dense(3)(layers.GlobalAveragePooling1D()(x)))


def attention():
    x = keras.Input((6, 8), name='x')
    y = layers.LayerNormalization()(x)
    y = layers.MultiHeadAttention(num_heads=2, key_dim=4)(y, y)
    y = layers.Add()([x, y])
    z = layers.LayerNormalization()(y)
    z = layers.Dense(16, activation='gelu')(z)
    z = layers.Dense(8)(z)
    return keras.Model(x, layers.Dense(2)(layers.Flatten()(layers.Add()([y, z]))))


def activations():
    x = keras.Input((10,), name='x')
    names = ('gelu', 'swish', 'selu', 'softplus', 'tanh', 'hard_sigmoid', 'softsign', 'mish', 'elu', 'exponential')
    each = [layers.Dense(6, activation=name)(x) for name in names]
    return keras.Model(x, layers.Dense(3)(layers.Concatenate()(each)))


def conv1d():
    return sequential(
        (16, 3),
        layers.Conv1D(6, 3, padding='causal', activation='relu'),
        layers.Conv1D(6, 3, padding='causal', dilation_rate=2, activation='relu'),
        layers.MaxPooling1D(2),
        layers.Conv1D(4, 2, activation='swish'),
        layers.GlobalMaxPooling1D(),
        layers.Dense(2),
    )


def conv3d():
    return sequential(
        (6, 6, 6, 2),
        layers.Conv3D(4, 3, activation='relu', padding='same'),
        layers.MaxPooling3D(2),
        layers.Flatten(),
        layers.Dense(3),
    )


def dilated():
    return sequential(
        (14, 14, 3),
        layers.Conv2D(4, 3, dilation_rate=2, activation='relu'),
        layers.DepthwiseConv2D(3, dilation_rate=2, padding='same', activation='relu'),
        layers.Conv2D(8, 3, groups=2, padding='same'),
        layers.Flatten(),
        layers.Dense(2),
    )


def unet():
    x = keras.Input((16, 16, 3), name='x')
    down = layers.Conv2D(6, 3, padding='same', activation='relu')(x)
    low = layers.Conv2D(8, 3, padding='same', activation='relu')(layers.MaxPooling2D()(down))
    up = layers.Conv2DTranspose(6, 3, strides=2, padding='same', activation='relu')(low)
    resized = layers.UpSampling2D(2, interpolation='bilinear')(low)
    y = layers.Concatenate()([down, up, resized])
    return keras.Model(x, layers.Conv2D(2, 1, activation='sigmoid')(y))


def normalization():
    norm = layers.Normalization()
    norm.adapt(np.arange(30, dtype=np.float32).reshape(10, 3) ** 1.5)
    return sequential((3,), norm, layers.Dense(4, activation='tanh'), layers.UnitNormalization())


def rescaling():
    image = keras.Input((20, 18, 3), dtype='uint8', name='image')
    y = layers.Resizing(12, 12)(image)
    y = layers.Rescaling(1 / 127.5, offset=-1)(y)
    y = layers.Conv2D(4, 3, strides=2, activation='relu')(y)
    return keras.Model(image, layers.Dense(3)(layers.Flatten()(y)))


def shared():
    a = keras.Input((6,), name='a')
    b = keras.Input((6,), name='b')
    tower = keras.Sequential([keras.Input((6,)), layers.Dense(8, activation='relu'), layers.Dense(4)])
    both = layers.Dot(axes=1, normalize=True)([tower(a), tower(b)])
    return keras.Model([a, b], [both, layers.Subtract()([tower(a), tower(b)])])


def time_distributed():
    return sequential(
        (3, 8, 8, 1),
        layers.TimeDistributed(layers.Conv2D(4, 3, activation='relu')),
        layers.TimeDistributed(layers.Flatten()),
        layers.GRU(5),
        layers.Dense(2),
    )


def open_sizes():
    return sequential(
        (None, None, 3),
        layers.Conv2D(4, 3, activation='relu'),
        layers.BatchNormalization(),
        layers.GlobalMaxPooling2D(),
        layers.Dense(2),
    )


KERAS_MODELS = {
    builder.__name__.replace('_', '-'): builder
    for builder in (
        dense,
        cnn,
        lstm,
        gru,
        bidirectional,
        unrolled_lstm,
        simple_rnn,
        embedding,
        attention,
        activations,
        conv1d,
        conv3d,
        dilated,
        unet,
        normalization,
        rescaling,
        shared,
        time_distributed,
        open_sizes,
    )
}

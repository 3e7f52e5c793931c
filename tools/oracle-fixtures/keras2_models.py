"""Models of Keras 2, made with the part of it that TensorFlow still contains (`tensorflow.python.keras`).

It no longer has BatchNormalization, Bidirectional or TimeDistributed.
"""

from tensorflow.python import keras
from tensorflow.python.keras import layers
from tensorflow.python.keras.engine.input_layer import Input
from tensorflow.python.keras.engine.sequential import Sequential
from tensorflow.python.keras.engine.training import Model
from tensorflow.python.keras.layers.recurrent import GRU, LSTM, SimpleRNN

keras.__version__ = '2.6.0'  # written into files; the copy has none


def dense():
    return Sequential([layers.Dense(6, activation='relu', input_shape=(4,)), layers.Dropout(0.3), layers.Dense(3, activation='softmax')])


def lstm():
    return Sequential([LSTM(5, return_sequences=True, input_shape=(4, 3)), LSTM(4, go_backwards=True), layers.Dense(2)])


def gru():
    return Sequential([GRU(5, return_sequences=True, input_shape=(4, 3)), GRU(4, reset_after=True), layers.Dense(2)])


def simple_rnn():
    return Sequential([SimpleRNN(4, unroll=True, input_shape=(4, 3)), layers.PReLU()])


def embedding():
    tokens = Input((5,), dtype='int32', name='tokens')
    x = layers.Embedding(9, 4, mask_zero=True)(tokens)
    return Model(tokens, layers.Dense(2)(LSTM(3)(x)))


def conv1d():
    return Sequential(
        [
            layers.Conv1D(4, 3, padding='causal', dilation_rate=2, activation='relu', input_shape=(9, 2)),
            layers.MaxPooling1D(2),
            layers.GlobalAveragePooling1D(),
            layers.Dense(2),
        ]
    )


def cnn():
    image = Input((10, 10, 3), name='image')
    x = layers.Conv2D(4, 3, padding='same', use_bias=False)(image)
    x = layers.ReLU(6.0)(x)
    x = layers.DepthwiseConv2D(3, depth_multiplier=2)(x)
    x = layers.LeakyReLU(0.2)(x)
    x = layers.SeparableConv2D(5, 3, padding='same', activation='elu')(x)
    x = layers.UpSampling2D(2)(layers.AveragePooling2D(2)(x))
    x = layers.Conv2DTranspose(3, 3, strides=2, padding='same')(layers.ZeroPadding2D(1)(x))
    return Model(image, layers.Dense(2)(layers.Flatten()(layers.Cropping2D(2)(x))))


def shared():
    a, b = Input((4,), name='a'), Input((4,), name='b')
    tower = Sequential([layers.Dense(5, activation='relu', input_shape=(4,)), layers.Dense(3)])
    left, right = tower(a), tower(b)
    return Model([a, b], [layers.Dot(axes=1, normalize=True)([left, right]), layers.Concatenate()([left, right])])


MODELS = {builder.__name__: builder for builder in (dense, lstm, gru, simple_rnn, embedding, conv1d, cnn, shared)}

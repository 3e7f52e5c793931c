"""
Models that exist in every format: small, but each with one weight of 1,024 elements, the fewest that dynamic-range
quantization takes.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any, Callable

import numpy as np
import tensorflow as tf


@dataclass(frozen=True)
class KerasFixture:
    """A model: its inputs without the batch dimension, and the function that builds it."""

    name: str
    inputs: dict[str, tuple[int, ...]]
    outputs: tuple[str, ...]
    build: Callable[[Any], Any]
    build_unrolled: Callable[[Any], Any] | None = None  # a model without the loop, for formats that cannot hold one
    tflite_variants: tuple[str, ...] = ('float', 'dynamic', 'int8')


def conv(keras):
    """Convolution, relu, max pooling and a classifier."""
    layers = keras.layers
    image = keras.Input((8, 8, 3), name='image')
    x = layers.Conv2D(8, 3, padding='same', activation='relu', name='conv')(image)
    x = layers.MaxPooling2D(2, name='pool')(x)
    x = layers.Flatten(name='flatten')(x)
    return keras.Model(image, layers.Dense(8, activation='softmax', name='scores')(x), name='conv')


def depthwise(keras):
    """A MobileNet block."""
    layers = keras.layers

    def normalize(x, name):
        x = layers.BatchNormalization(name=f'{name}_norm')(x)
        return layers.ReLU(6.0, name=f'{name}_relu6')(x)

    image = keras.Input((8, 8, 3), name='image')
    x = normalize(layers.Conv2D(32, 3, strides=2, padding='same', use_bias=False, name='stem')(image), 'stem')
    x = normalize(layers.DepthwiseConv2D(3, padding='same', use_bias=False, name='depthwise')(x), 'depthwise')
    x = normalize(layers.Conv2D(32, 1, use_bias=False, name='pointwise')(x), 'pointwise')
    return keras.Model(image, layers.GlobalAveragePooling2D(name='features')(x), name='depthwise')


def lstm(keras, unroll=False):
    """A recurrent layer over six steps: a loop in the graph, unless it is unrolled."""
    sequence = keras.Input((6, 4), name='sequence')
    x = keras.layers.LSTM(16, unroll=unroll, name='lstm')(sequence)
    return keras.Model(sequence, keras.layers.Dense(3, name='forecast')(x), name='lstm')


def dense(keras):
    """Two inputs and two outputs, each of another shape: only the shapes tell the tfjs converter their names."""
    layers = keras.layers
    a = keras.Input((64,), name='a')
    b = keras.Input((16,), name='b')
    total = layers.Add(name='sum')([layers.Dense(16, name='weighted')(a), b])
    scaled = layers.Dense(8, use_bias=False, name='scaled')(total)
    return keras.Model([a, b], [total, scaled], name='dense')


KERAS_FIXTURES = (
    KerasFixture(
        'conv',
        {'image': (8, 8, 3)},
        ('scores',),
        conv,
        tflite_variants=('float', 'dynamic', 'int8', 'uint8', 'dynamic-batch'),
    ),
    KerasFixture('depthwise', {'image': (8, 8, 3)}, ('features',), depthwise),
    KerasFixture('lstm', {'sequence': (6, 4)}, ('forecast',), lstm, build_unrolled=partial(lstm, unroll=True)),
    KerasFixture('dense', {'a': (64,), 'b': (16,)}, ('sum', 'scaled'), dense),
)


def build_model(fixture, rng):
    """The fixture's model with random weights: large enough that each one affects the output."""
    model = fixture.build(tf.keras)
    model.set_weights([draw_weight(rng, weight) for weight in model.weights])
    return model


def without_loop(fixture, model):
    """
    The same model without a loop. With Keras's loop, TensorFlow 2.21's quantizer for TFLite crashes with a segmentation
    fault, and TensorFlow.js cannot run its own converter's result.
    """
    if fixture.build_unrolled is None:
        return model
    copy = fixture.build_unrolled(tf.keras)
    copy.set_weights(model.get_weights())
    return copy


def draw_weight(rng, weight):
    """Values of a weight; a variance and a scale must be positive."""
    if weight.name in ('moving_variance', 'gamma'):
        return rng.uniform(0.5, 1.5, weight.shape).astype(np.float32)
    fan_in = int(np.prod(weight.shape[:-1])) if len(weight.shape) > 1 else 4
    return rng.normal(0, 1.5 / np.sqrt(fan_in), weight.shape).astype(np.float32)

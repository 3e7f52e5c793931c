"""Trains a small depthwise-separable network on MNIST, for the tests of packages/optimizer's quantizers.

    python make_depthwise_digits.py MNIST OUTPUT

reads the four gzipped IDX files in MNIST and writes OUTPUT/tfjs-graph/ and OUTPUT/tfjs-layers/, some hundred training
images for calibration in OUTPUT/calibration/ and as many test images for evaluation in OUTPUT/evaluation/. It takes
some minutes. The seed is fixed, but with another number of cores the weights differ.
"""

import gzip
import os
import struct
import sys
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')

import numpy as np
import tensorflow as tf

import fixture_tfjs
from keras_models import KerasFixture

SEED = 20260
EPOCHS = 6
BATCH = 128
EXAMPLES = 400


def separable(keras):
    """A small MobileNet: a convolution, then alternating depthwise and pointwise ones, each normalized, with ReLU."""
    layers = keras.layers
    decay = keras.regularizers.L2(1e-4)

    def normalize(x, name):
        return layers.ReLU(name=f'{name}_relu')(layers.BatchNormalization(name=f'{name}_norm')(x))

    def block(x, at, filters, strides):
        depthwise = layers.DepthwiseConv2D(3, strides, padding='same', use_bias=False, name=f'depthwise_{at}')
        pointwise = layers.Conv2D(filters, 1, use_bias=False, kernel_regularizer=decay, name=f'pointwise_{at}')
        return normalize(pointwise(normalize(depthwise(x), f'depthwise_{at}')), f'pointwise_{at}')

    image = keras.Input((28, 28, 1), name='image')
    stem = layers.Conv2D(16, 3, 2, padding='same', use_bias=False, kernel_regularizer=decay, name='stem')
    x = normalize(stem(image), 'stem')
    x = block(x, 1, 32, 1)
    x = block(x, 2, 48, 2)
    x = block(x, 3, 64, 1)
    x = layers.GlobalAveragePooling2D(name='pool')(x)
    return keras.Model(image, layers.Dense(10, activation='softmax', name='scores')(x), name='depthwise_digits')


FIXTURE = KerasFixture('depthwise-digits', {'image': (28, 28, 1)}, ('scores',), separable)

# A normalization and the layer that takes its channels, through a ReLU.
PAIRS = (
    ('stem_norm', 'depthwise_1'),
    ('depthwise_1_norm', 'pointwise_1'),
    ('pointwise_1_norm', 'depthwise_2'),
    ('depthwise_2_norm', 'pointwise_2'),
    ('pointwise_2_norm', 'depthwise_3'),
    ('depthwise_3_norm', 'pointwise_3'),
)


def spread_ranges(model, rng):
    """
    Spreads the ranges of channels by a factor of up to a hundred, as in a MobileNet after a long training (Nagel et al.
    2019, figure 2). A ReLU passes a positive factor on, so the next layer can divide by it and leave the function
    unchanged. The kernels have the channels in front, for both kinds of convolution.
    """
    for norm, consumer in PAIRS:
        gamma, beta, *moments = model.get_layer(norm).get_weights()
        factors = (10 ** rng.uniform(-1, 1, gamma.shape)).astype(np.float32)
        model.get_layer(norm).set_weights([gamma * factors, beta * factors, *moments])
        [kernel] = model.get_layer(consumer).get_weights()
        model.get_layer(consumer).set_weights([kernel / factors[:, None]])


def read_idx(file, header):
    """Bytes of a gzipped IDX file, without its header."""
    return np.frombuffer(gzip.decompress(file.read_bytes())[header:], np.uint8)


def read_part(mnist, part):
    """Images of 0 to 255 and their labels."""
    images = read_idx(mnist / f'{part}-images-idx3-ubyte.gz', 16).reshape(-1, 28, 28)
    return images, read_idx(mnist / f'{part}-labels-idx1-ubyte.gz', 8)


def write_idx(directory, images, labels):
    """Writes a pair of IDX files, with the same bytes each time."""
    directory.mkdir()
    content = {
        'images-idx3-ubyte.gz': struct.pack('>4I', 0x803, *images.shape) + images.tobytes(),
        'labels-idx1-ubyte.gz': struct.pack('>2I', 0x801, len(labels)) + labels.tobytes(),
    }
    for name, content in content.items():
        (directory / name).write_bytes(gzip.compress(content, mtime=0))


def main(mnist, output):
    """Trains the network and writes it."""
    tf.keras.utils.set_random_seed(SEED)
    output.mkdir(parents=True)
    images, labels = read_part(mnist, 'train')
    test_images, test_labels = read_part(mnist, 't10k')
    write_idx(output / 'calibration', images[:EXAMPLES], labels[:EXAMPLES])
    write_idx(output / 'evaluation', test_images[:EXAMPLES], test_labels[:EXAMPLES])

    model = separable(tf.keras)
    rate = tf.keras.optimizers.schedules.CosineDecay(0.1, EPOCHS * -(-len(images) // BATCH))
    optimizer = tf.keras.optimizers.SGD(rate, momentum=0.9, nesterov=True)
    model.compile(optimizer, 'sparse_categorical_crossentropy', metrics=['accuracy'])
    scaled = images[..., None].astype(np.float32) / 255
    model.fit(scaled, labels, batch_size=BATCH, epochs=EPOCHS, verbose=2)
    spread_ranges(model, np.random.default_rng(SEED))
    print('test', model.evaluate(test_images[..., None] / np.float32(255), test_labels, verbose=0), file=sys.stderr)

    for layer in model.layers:
        layer.kernel_regularizer = None  # TensorFlow.js has another name for it, and only training needs it
    fixture_tfjs.convert_keras_graph(FIXTURE, model, output / 'tfjs-graph')
    fixture_tfjs.convert_layers(model, output / 'tfjs-layers')


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit('usage: python make_depthwise_digits.py MNIST OUTPUT')
    main(Path(sys.argv[1]), Path(sys.argv[2]))

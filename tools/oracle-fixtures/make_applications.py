"""Exports a model of keras.applications with drawn weights, as SavedModel and as Keras file.

    python make_applications.py NAME SIDE OUTPUT [--calibrated]

writes OUTPUT/saved_model/ and OUTPUT/model.keras of a model for pictures of SIDE x SIDE pixels, and prints the size of
its weights in bytes. Its scores are raw: a softmax over a thousand classes of an untrained model hides differences.
With --calibrated it takes raw uint8 pixels, and its normalizations have the means and variances of random pictures, as
those of a trained model have them from its data.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')

import keras
import numpy as np

SEED = 20262
CALIBRATED_ON = 32


def build(name, side, takes_bytes):
    taken = {'input_shape': (side, side, 3)}
    if takes_bytes:
        pixels = keras.Input((side, side, 3), dtype='uint8', name='pixels')
        taken = {'input_tensor': keras.layers.Rescaling(1.0)(pixels)}
    return getattr(keras.applications, name)(weights=None, classifier_activation=None, **taken)


def draw_pixels(rng, rows, side):
    return rng.integers(0, 256, (rows, side, side, 3)).astype(np.uint8)


def draw_weights(model):
    rng = np.random.default_rng(SEED)
    for weight in model.weights:
        kind = weight.path.split('/')[-1]
        # An untrained model has 0 and 1 here, which would not show a mix-up of the two.
        if kind in ('moving_variance', 'gamma'):
            weight.assign(rng.uniform(0.7, 1.3, weight.shape).astype(np.float32))
        elif kind in ('moving_mean', 'beta'):
            weight.assign(rng.normal(0, 0.1, weight.shape).astype(np.float32))


def calibrate(model, side):
    layers = [each for each in model.layers if isinstance(each, keras.layers.BatchNormalization)]
    momenta = [each.momentum for each in layers]
    for each in layers:
        each.momentum = 0.0
    rng = np.random.default_rng(SEED)
    model(draw_pixels(rng, CALIBRATED_ON, side), training=True)
    for each, momentum in zip(layers, momenta):
        each.momentum = momentum


def make(name, side, is_calibrated):
    keras.utils.set_random_seed(SEED)
    model = build(name, side, takes_bytes=is_calibrated)
    draw_weights(model)
    if is_calibrated:
        calibrate(model, side)
    return model


def main(name, side, output, is_calibrated):
    model = make(name, side, is_calibrated)
    output.mkdir(parents=True)
    model.export(output / 'saved_model', verbose=False)
    model.save(output / 'model.keras')
    print(sum(int(np.prod(weight.shape)) * 4 for weight in model.weights))


if __name__ == '__main__':
    if len(sys.argv) not in (4, 5) or sys.argv[4:] not in ([], ['--calibrated']):
        sys.exit('usage: python make_applications.py NAME SIDE OUTPUT [--calibrated]')
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), len(sys.argv) == 5)

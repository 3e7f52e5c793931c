"""Measures the rounding errors in Python's own answers of a model of keras.applications, against a computation in doubles.

    python measure_rounding.py NAME SIDE [--calibrated]

makes the model as make_applications.py does, once in float32 and once in float64 with the same weights, calls both with the
same input, and prints their largest difference relative to the largest value: a converted model cannot be closer to the
original than the original is to itself. With TF_ENABLE_ONEDNN_OPTS=0 TensorFlow adds in another order.
"""

import sys

from make_applications import SEED, build, draw_pixels, make

import keras
import numpy as np

RANGES = ((-1, 1), (0, 1), (0, 255))


def answer(model, pictures):
    return keras.ops.convert_to_numpy(model(pictures, training=False))


def main(name, side, is_calibrated):
    rng = np.random.default_rng(SEED)
    if is_calibrated:
        asked = {'pixels': draw_pixels(rng, 1, side)}
    else:
        asked = {f'{low}..{high}': rng.uniform(low, high, (1, side, side, 3)).astype(np.float32) for low, high in RANGES}
    single = make(name, side, is_calibrated)
    rounded = {what: answer(single, pictures) for what, pictures in asked.items()}
    keras.config.set_floatx('float64')
    keras.config.set_dtype_policy('float64')
    double = build(name, side, takes_bytes=is_calibrated)
    double.set_weights([weight.astype(np.float64) for weight in single.get_weights()])
    for what, pictures in asked.items():
        exact = answer(double, pictures if is_calibrated else pictures.astype(np.float64))
        near = rounded[what]
        assert exact.dtype == np.float64 and near.dtype == np.float32
        print(f'{name} {what}: {np.abs(exact - near).max() / np.abs(exact).max():.1e}')


if __name__ == '__main__':
    if len(sys.argv) not in (3, 4) or sys.argv[3:] not in ([], ['--calibrated']):
        sys.exit('usage: python measure_rounding.py NAME SIDE [--calibrated]')
    main(sys.argv[1], int(sys.argv[2]), len(sys.argv) == 4)

"""Makes the SavedModels for the tests of packages/converter, with Python TensorFlow's answers.

    python make_converter_fixtures.py OUTPUT [NAME ...]

writes OUTPUT/<name>/saved_model as `model.export` does, and expected.json. Seeded.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')
os.environ.setdefault('TF_ENABLE_ONEDNN_OPTS', '0')  # with it, the order of float additions depends on the CPU

import numpy as np
import tensorflow as tf

from converter_models import KERAS_MODELS
from fixture_files import write_expected
from saved_models import run_signature

SEED = 20261
ROWS = 2
OPEN = 9  # the size of open dimensions in the answers


def draw(rng, spec):
    """Rows of an input; floats are in 256ths: short in JSON and exact in float32."""
    shape = [ROWS if axis == 0 else (size or OPEN) for axis, size in enumerate(spec.shape)]
    if spec.dtype == tf.uint8:
        return rng.integers(0, 256, size=shape).astype(np.uint8)
    if spec.dtype.is_integer:
        return rng.integers(0, 20, size=shape).astype(spec.dtype.as_numpy_dtype)
    return (rng.integers(-256, 257, size=shape) / 256).astype(np.float32)


def draw_weight(rng, weight):
    """Values of a weight; a variance and a scale must be positive."""
    name = weight.path.split('/')[-1]
    if name in ('moving_variance', 'variance', 'gamma'):
        return rng.uniform(0.5, 1.5, weight.shape).astype(np.float32)
    fan_in = int(np.prod(weight.shape[:-1])) if len(weight.shape) > 1 else 8
    return rng.normal(0, 1 / np.sqrt(fan_in), weight.shape).astype(np.float32)


def make(name, directory):
    rng = np.random.default_rng(SEED)
    tf.keras.utils.set_random_seed(SEED)
    model = KERAS_MODELS[name]()
    for weight in model.weights:
        if weight.dtype == 'float32' and 'normalization/mean' not in weight.path:
            weight.assign(draw_weight(rng, weight))
    model.export(directory / 'saved_model', verbose=False)
    for extra in ('fingerprint.pb', 'assets'):
        path = directory / 'saved_model' / extra
        path.rmdir() if path.is_dir() else path.unlink()
    loaded = tf.saved_model.load(str(directory / 'saved_model'))
    signature = loaded.signatures['serving_default']
    _, specs = signature.structured_input_signature
    inputs = {key: draw(rng, spec) for key, spec in sorted(specs.items())}
    write_expected(directory, [run_signature(loaded, 'serving_default', inputs)])


def main(output, names):
    for name in names or KERAS_MODELS:
        print(name, file=sys.stderr)
        directory = output / name
        directory.mkdir(parents=True)
        make(name, directory)


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: python make_converter_fixtures.py OUTPUT [NAME ...]')
    main(Path(sys.argv[1]), sys.argv[2:])

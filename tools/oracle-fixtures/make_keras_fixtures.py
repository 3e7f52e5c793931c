"""Makes the Keras files for the tests of packages/converter, with Python Keras's answers.

    python make_keras_fixtures.py OUTPUT.zip [NAME ...]

writes a zip of `<name>.keras`, `<name>.h5` where Keras can write one, and cases.json. Seeded.
"""

import io
import json
import os
import sys
import tempfile
import zipfile
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')
os.environ.setdefault('TF_ENABLE_ONEDNN_OPTS', '0')

import keras
import numpy as np

from keras_layers import MODELS

SEED = 20261
ROWS = 2
OPEN = 5  # the size of open dimensions in the answers
EPOCH = (2026, 1, 1, 0, 0, 0)


def draw(rng, tensor):
    """Rows of an input; floats are in 64ths: short in JSON and exact in float32."""
    shape = [ROWS if axis == 0 else (size or OPEN) for axis, size in enumerate(tensor.shape)]
    if tensor.dtype == 'uint8':
        return rng.integers(0, 256, size=shape).astype(np.uint8)
    if 'int' in tensor.dtype:
        return rng.integers(0, 9, size=shape).astype(tensor.dtype)
    return (rng.integers(-64, 65, size=shape) / 64).astype(np.float32)


def draw_weight(rng, weight):
    """Values of a weight; a variance and a scale must be positive."""
    name = weight.path.split('/')[-1]
    if name in ('moving_variance', 'variance', 'gamma', 'scale'):
        return rng.uniform(0.5, 1.5, weight.shape).astype(np.float32)
    fan_in = int(np.prod(weight.shape[:-1])) if len(weight.shape) > 1 else 4
    return rng.normal(0, 1 / np.sqrt(fan_in), weight.shape).astype(np.float32)


def as_json(array):
    values = array.reshape(-1).tolist()
    return {'shape': list(array.shape), 'data': [round(value, 7) if isinstance(value, float) else value for value in values]}


def rezip(path):
    """The same archive, compressed and without its creation time."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, 'w', zipfile.ZIP_STORED) as out:
        for name in source.namelist():
            out.writestr(zipfile.ZipInfo(name, EPOCH), source.read(name))
    return target.getvalue()


def make(name, folder, archive):
    rng = np.random.default_rng(SEED)
    keras.utils.set_random_seed(SEED)
    model = MODELS[name]()
    for weight in model.weights:
        if 'int' not in weight.dtype and not weight.path.split('/')[-2].startswith('normalization'):
            weight.assign(draw_weight(rng, weight))
    inputs = [draw(rng, tensor) for tensor in model.inputs]
    names = [tensor.name for tensor in model.inputs]
    fed = dict(zip(names, inputs)) if isinstance(model._inputs_struct if hasattr(model, '_inputs_struct') else None, dict) else inputs
    answers = model(fed if isinstance(fed, dict) or len(fed) > 1 else fed[0], training=False)
    flat = answers if isinstance(answers, dict) else {f'output_{at}': each for at, each in enumerate(answers if isinstance(answers, (list, tuple)) else [answers])}
    forms = []
    for form in ('keras', 'h5'):
        path = folder / f'{name}.{form}'
        try:
            model.save(path)
            if form == 'h5':
                keras.models.load_model(path)
        except Exception as error:
            print(f'{name}.{form}: {str(error)[:100]}', file=sys.stderr)
            continue
        forms.append(form)
        content = rezip(path) if form == 'keras' else path.read_bytes()
        archive.writestr(zipfile.ZipInfo(f'{name}.{form}', EPOCH), content, zipfile.ZIP_DEFLATED, 9)
    return {
        'name': name,
        'forms': forms,
        'inputs': {name: as_json(each) for name, each in zip(names, inputs)},
        'outputs': {key: as_json(keras.ops.convert_to_numpy(each).astype(np.float32)) for key, each in flat.items()},
    }


def main(output, names):
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(output, 'w') as archive:
        cases = []
        for name in names or MODELS:
            try:
                cases.append(make(name, Path(folder), archive))
            except Exception as error:
                print(f'{name}: {error}', file=sys.stderr)
                raise
        archive.writestr(zipfile.ZipInfo('cases.json', EPOCH), json.dumps(cases), zipfile.ZIP_DEFLATED, 9)


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: python make_keras_fixtures.py OUTPUT.zip [NAME ...]')
    main(Path(sys.argv[1]), sys.argv[2:])

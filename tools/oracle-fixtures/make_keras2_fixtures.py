"""Makes the Keras 2 files for the tests of packages/converter, with Keras 2's answers.

    python make_keras2_fixtures.py OUTPUT.zip

writes a zip of `<name>.h5` and cases.json. Seeded.
"""

import json
import sys
import tempfile
import zipfile
from pathlib import Path

from make_keras_fixtures import EPOCH, SEED, as_json, draw

import numpy as np
import tensorflow as tf

from keras2_models import MODELS


def make(name, folder, archive):
    rng = np.random.default_rng(SEED)
    tf.random.set_seed(SEED)
    model = MODELS[name]()
    for weight in model.weights:
        fan_in = int(np.prod(weight.shape[:-1])) if len(weight.shape) > 1 else 4
        weight.assign(rng.normal(0, 1 / np.sqrt(fan_in), weight.shape).astype(np.float32))
    specs = [tf.TensorSpec(tensor.shape, tensor.dtype) for tensor in model.inputs]
    inputs = [draw(rng, Named(spec)) for spec in specs]
    answers = model(inputs if len(inputs) > 1 else inputs[0], training=False)
    path = folder / f'{name}.h5'
    model.save(path)
    archive.writestr(zipfile.ZipInfo(f'{name}.h5', EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return {
        'name': name,
        'forms': ['h5'],
        'inputs': {input_name: as_json(each) for input_name, each in zip(model.input_names, inputs)},
        'outputs': {
            f'output_{at}': as_json(each.numpy())
            for at, each in enumerate(answers if isinstance(answers, (list, tuple)) else [answers])
        },
    }


class Named:
    """A tensor with the attributes that `draw` reads."""

    def __init__(self, spec):
        self.shape = spec.shape
        self.dtype = spec.dtype.name


def main(output):
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(output, 'w') as archive:
        cases = [make(name, Path(folder), archive) for name in MODELS]
        archive.writestr(zipfile.ZipInfo('cases.json', EPOCH), json.dumps(cases), zipfile.ZIP_DEFLATED, 9)


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_keras2_fixtures.py OUTPUT.zip')
    main(sys.argv[1])

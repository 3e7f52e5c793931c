"""Makes a TensorFlow Lite file whose inputs and outputs are single small integers, so that many of them look the same.

    python make_counts.py OUTPUT

writes OUTPUT/counts.tflite, and OUTPUT/expected.json with the answers of TensorFlow's interpreter.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

import numpy as np
import tensorflow as tf

SPECS = [tf.TensorSpec([1, 1], tf.int32, name=name) for name in ('held', 'came', 'left')]
CALLS = [(0, 0, 0), (3, 1, 2), (1, 1, 1), (0, 5, 0), (2147483647, 1, 0), (-7, 0, 2147483647)]


def counts(held, came, left):
    return {'now': held + came - left, 'most': tf.maximum(held, held + came), 'seen': held * 2 + came}


def written(array):
    return {'dtype': array.dtype.name, 'shape': list(array.shape), 'data': array.flatten().tolist()}


def main(folder):
    module = tf.Module()
    module.function = tf.function(counts, input_signature=SPECS)
    converter = tf.lite.TFLiteConverter.from_concrete_functions([module.function.get_concrete_function()], module)
    file = converter.convert()
    runner = tf.lite.Interpreter(model_content=file).get_signature_runner()
    calls = []
    for values in CALLS:
        inputs = {spec.name: np.array([[value]], np.int32) for spec, value in zip(SPECS, values)}
        outputs = runner(**inputs)
        calls.append({
            'signature': 'serving_default',
            'inputs': {name: written(array) for name, array in inputs.items()},
            'outputs': {name: written(array) for name, array in outputs.items()},
        })
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'counts.tflite').write_bytes(file)
    (folder / 'expected.json').write_text(json.dumps({'counts': calls}) + '\n')


main(Path(sys.argv[1]))

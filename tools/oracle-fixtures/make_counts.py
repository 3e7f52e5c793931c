"""Makes a TensorFlow Lite file whose inputs and outputs are single small integers, so that many of them look the same.

    python make_counts.py OUTPUT

writes OUTPUT/counts.tflite, and OUTPUT/expected.json with the answers of TensorFlow's interpreter.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

import numpy as np
import tensorflow as tf

from interpreter_calls import write_calls

SPECS = [tf.TensorSpec([1, 1], tf.int32, name=name) for name in ('held', 'came', 'left')]
CALLS = [(0, 0, 0), (3, 1, 2), (1, 1, 1), (0, 5, 0), (2147483647, 1, 0), (-7, 0, 2147483647)]


def counts(held, came, left):
    return {'now': held + came - left, 'most': tf.maximum(held, held + came), 'seen': held * 2 + came}


inputs = [
    {spec.name: np.array([[value]], np.int32) for spec, value in zip(SPECS, values)} for values in CALLS
]
write_calls(Path(sys.argv[1]), 'counts', counts, SPECS, inputs)

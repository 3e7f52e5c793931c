"""Makes a small TensorFlow Lite file with fixed sizes and integer inputs.

    python make_lookup.py OUTPUT

writes OUTPUT/lookup.tflite, which looks up rows of a table by index and takes their mean where a flag is true, and
OUTPUT/expected.json with the answers of TensorFlow's interpreter.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

import numpy as np
import tensorflow as tf

from interpreter_calls import write_calls

drawn = np.random.default_rng(16)
TABLE = tf.constant(drawn.normal(size=(20, 5)), tf.float32)
SPECS = [tf.TensorSpec([1, 3], tf.int32, name='ids'), tf.TensorSpec([1, 1], tf.bool, name='flag')]
CALLS = [([[12, 8, 18]], [[True]]), ([[0, 19, 0]], [[False]]), ([[19, 19, 19]], [[True]])]


def lookup(ids, flag):
    return {'mean': tf.where(flag, tf.reduce_mean(tf.gather(TABLE, ids), 1), -1.0), 'next': ids + 1}


inputs = [{'ids': np.array(ids, np.int32), 'flag': np.array(flag)} for ids, flag in CALLS]
write_calls(Path(sys.argv[1]), 'lookup', lookup, SPECS, inputs)

"""Makes the small models for the tests of the engines, with Python TensorFlow's answers.

    python make_fixtures.py OUTPUT

writes OUTPUT/<fixture>/. Seeded: the same versions write the same bytes again. README.md describes the contents of a
fixture.
"""

import os
import sys
from functools import partial
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')
os.environ.setdefault('TF_ENABLE_ONEDNN_OPTS', '0')  # with it, the order of float additions depends on the CPU

import numpy as np
import tensorflow as tf

import fixture_tflite
import fixture_tfjs
from keras_models import KERAS_FIXTURES, build_model
from plain_models import GRAPH_MODELS, PLAIN_FIXTURES, two_signatures
from fixture_files import write_expected
from saved_models import keras_module, run_signature, save_model

SEED = 20260
ROWS = 3


def draw_rows(rng, inputs):
    """Three rows of every input, in 256ths: short in JSON and exact in float32."""
    return {
        name: (rng.integers(-256, 257, size=(ROWS, *shape)) / 256).astype(np.float32)
        for name, shape in inputs.items()
    }


def load(directory):
    """A fixture's SavedModel, loaded from the disk."""
    return tf.saved_model.load(str(directory / 'saved_model'))


def make_keras_fixture(fixture, directory):
    """Writes a Keras model in every format that an engine reads, with its answers to the same three rows."""
    rng = np.random.default_rng(SEED)
    model = build_model(fixture, rng)
    rows = draw_rows(rng, fixture.inputs)

    save_model(directory / 'saved_model', *keras_module(model, fixture, batch=None))
    expected = run_signature(load(directory), 'serving_default', rows)
    calibration = [draw_rows(rng, fixture.inputs) for _ in range(20)]
    expected['tflite'] = fixture_tflite.make_variants(fixture, model, directory, rows, calibration)
    write_expected(directory, [expected])

    return [
        partial(fixture_tfjs.convert_keras_graph, fixture, model, directory / 'tfjs-graph'),
        partial(fixture_tfjs.convert_layers, model, directory / 'tfjs-layers'),
    ]


def make_plain_fixture(name, directory):
    """Writes a handmade SavedModel, for ops without a Keras layer; some are graph models too."""
    module, signatures, calls = PLAIN_FIXTURES[name]()
    save_model(directory / 'saved_model', module, signatures)
    loaded = load(directory)
    answers = [{'signature': called, **run_signature(loaded, called, inputs)} for called, inputs in calls]
    write_expected(directory, answers)

    return [
        partial(fixture_tfjs.convert_graph, directory / 'saved_model', directory / folder, **options)
        for folder, options in GRAPH_MODELS.get(name, {}).items()
    ]


def make_two_signatures(directory):
    """Writes one TFLite file with two signatures."""
    module, signatures, calls = two_signatures()
    answers = fixture_tflite.make_signatures(directory / 'two-signatures.tflite', module, signatures, calls)
    write_expected(directory, answers)
    return []


def main(output):
    """
    Writes every fixture. Conversions for TensorFlow.js come last: that converter draws numbers in TensorFlow, which a
    SavedModel written after it would contain.
    """
    conversions = []
    makers = {fixture.name: partial(make_keras_fixture, fixture) for fixture in KERAS_FIXTURES}
    makers |= {name: partial(make_plain_fixture, name) for name in PLAIN_FIXTURES}
    makers |= {'two-signatures': make_two_signatures}
    for name, make in makers.items():
        print(name, file=sys.stderr)
        directory = output / name
        directory.mkdir(parents=True)
        conversions += make(directory)
    for convert in conversions:
        convert()


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_fixtures.py OUTPUT')
    main(Path(sys.argv[1]))

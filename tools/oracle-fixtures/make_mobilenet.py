"""Makes MobileNetV2 in three forms for the benchmarks, with random weights: they take as long as trained ones.

    python make_mobilenet.py OUTPUT

writes OUTPUT/saved_model/, OUTPUT/int8.tflite and, if `tensorflowjs` can be imported, OUTPUT/tfjs-graph/.
OUTPUT/expected.json holds Python's answers of the first two for one image: its pixels, 0 to 255, and the scores; and
both as the integers of the TFLite file.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')

import numpy as np
import tensorflow as tf

import fixture_tfjs
from fixture_files import write_expected
from fixture_tflite import converter_of, open_interpreter, quantize, run_rows
from keras_models import KerasFixture, build_model
from saved_models import keras_module, run_signature, save_model

SEED = 20260
CALIBRATION_IMAGES = 20


def mobilenet_v2(keras):
    """The network of 224 x 224 pixels and 1,000 classes."""
    image = keras.Input((224, 224, 3), name='image')
    return keras.applications.MobileNetV2(input_tensor=image, weights=None)


FIXTURE = KerasFixture('mobilenet', {'image': (224, 224, 3)}, ('scores',), mobilenet_v2)


def draw_image(rng):
    """One row of the input, with pixels in MobileNetV2's range: -1 to 1."""
    return {'image': rng.uniform(-1, 1, (1, 224, 224, 3)).astype(np.float32)}


def expected_answers(output, pixels):
    """Answers of the SavedModel and the TFLite file for an image of bytes."""
    image = {'image': (pixels / 127.5 - 1).astype(np.float32)}
    floats = run_signature(tf.saved_model.load(str(output / 'saved_model')), 'serving_default', image)
    integers = run_rows(open_interpreter(output / 'int8.tflite'), image)
    return {
        'pixels': pixels.ravel().tolist(),
        'saved_model': floats['outputs']['scores']['data'],
        'int8': {'image': integers['inputs']['image']['data'], 'scores': integers['outputs']['scores']['data']},
    }


def main(output):
    """Writes all three forms, the TensorFlow.js model last as in make_fixtures.py."""
    output.mkdir(parents=True)
    rng = np.random.default_rng(SEED)
    model = build_model(FIXTURE, rng)
    save_model(output / 'saved_model', *keras_module(model, FIXTURE, batch=None))

    with converter_of(*keras_module(model, FIXTURE, batch=1)) as converter:
        quantize(converter, tf.int8, [draw_image(rng) for _ in range(CALIBRATION_IMAGES)])
        (output / 'int8.tflite').write_bytes(converter.convert())
    write_expected(output, [expected_answers(output, rng.integers(0, 256, (1, 224, 224, 3), np.uint8))])

    try:
        fixture_tfjs.import_converter()
    except ImportError as error:
        print(f'no tfjs-graph: {error}; see README.md for its converter', file=sys.stderr)
        return
    fixture_tfjs.convert_keras_graph(FIXTURE, model, output / 'tfjs-graph')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_mobilenet.py OUTPUT')
    main(Path(sys.argv[1]))

"""
Makes the SavedModels of packages/cli/fixtures/samples: valid ones that zeros, empty strings or a size of 1 for every
open dimension do not run. `expected.json` has a request for each and what Python's TensorFlow answers.

    python make_samples.py OUTPUT
"""

import json
import pathlib
import sys

import numpy as np
import tensorflow as tf

from plain_models import signature
from saved_models import save_model


def log():
    """log(x): zeros give -Infinity."""
    served = signature(lambda x: {'y': tf.math.log(x)}, x=((None, 3), tf.float32))
    return tf.Module(), served, {'instances': [[1.0, 2.0, 4.0]]}


def unit():
    """x / norm(x): zeros give NaN."""
    served = signature(lambda x: {'y': x / tf.norm(x, axis=-1, keepdims=True)}, x=((None, 3), tf.float32))
    return tf.Module(), served, {'instances': [[3.0, 4.0, 0.0]]}


def always_nan():
    """NaN for every input."""
    served = signature(lambda x: {'y': x * float('nan')}, x=((None, 2), tf.float32))
    return tf.Module(), served, None


def open_sizes():
    """A 5 by 5 convolution without padding over any height and width: an image of 1 by 1 fails."""
    module = tf.Module()
    module.kernel = tf.Variable(tf.random.stateless_normal((5, 5, 1, 2), seed=(1, 2)))

    def serve(image):
        return {'means': tf.reduce_mean(tf.nn.conv2d(image, module.kernel, 1, 'VALID'), axis=(1, 2))}

    image = (np.arange(36, dtype=np.float32) / 36).reshape((6, 6, 1))
    served = signature(serve, image=((None, None, None, 1), tf.float32))
    return module, served, {'instances': [image.tolist()]}


def encoded_image():
    """Encoded images and a key for each, as AutoML exports them: an empty string is no image."""
    def serve(image_bytes, key):
        def decode(encoded):
            return tf.reduce_mean(tf.cast(tf.io.decode_jpeg(encoded, channels=3), tf.float32), axis=(0, 1))

        return {'means': tf.map_fn(decode, image_bytes, fn_output_signature=tf.float32), 'key': key}

    served = signature(serve, image_bytes=((None,), tf.string), key=((None,), tf.string))
    return tf.Module(), served, None


def example():
    """Serialized tf.Examples with two features: an empty string lacks both."""
    def serve(examples):
        features = {
            'pair': tf.io.FixedLenFeature([2], tf.float32),
            'count': tf.io.FixedLenFeature([], tf.int64),
        }
        parsed = tf.io.parse_example(examples, features)
        return {'y': parsed['pair'] * tf.cast(parsed['count'], tf.float32)[:, tf.newaxis]}

    return tf.Module(), signature(serve, examples=((None,), tf.string)), None


def noise():
    """Random noise on what it is given."""
    served = signature(lambda x: {'y': x + tf.random.normal(tf.shape(x))}, x=((None, 4), tf.float32))
    return tf.Module(), served, None


def warmup():
    """Exactly seven words, or an assertion fails; a record for TensorFlow Serving's warm-up has them."""
    def serve(words):
        with tf.control_dependencies([tf.debugging.assert_equal(tf.shape(words)[1], 7)]):
            return {'lengths': tf.strings.length(words)}

    return tf.Module(), signature(serve, words=((None, None), tf.string)), None


MODELS = [log, unit, always_nan, open_sizes, encoded_image, example, noise, warmup]


def field(number, content):
    """A field of a protocol buffer that holds bytes."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(value):
    encoded = b''
    while value > 0x7F:
        encoded += bytes([value & 0x7F | 0x80])
        value >>= 7
    return encoded + bytes([value])


def write_warmup_record(directory):
    """A PredictionLog, whose definition is not part of TensorFlow, in a TFRecord."""
    words = tf.make_tensor_proto([[b'one', b'two', b'three', b'four', b'five', b'six', b'seven']])
    entry = field(1, b'words') + field(2, words.SerializeToString())
    request = field(1, field(1, b'warmup') + field(3, b'serving_default')) + field(2, entry)
    folder = directory / 'assets.extra'
    folder.mkdir()
    with tf.io.TFRecordWriter(str(folder / 'tf_serving_warmup_requests')) as writer:
        writer.write(field(6, field(1, request)))


def main(output):
    expected = {}
    for make in MODELS:
        name = make.__name__.replace('_', '-')
        directory = output / name
        module, served, request = make()
        save_model(directory, module, {'serving_default': served})
        if request is not None:
            loaded = tf.saved_model.load(str(directory)).signatures['serving_default']
            (given,) = loaded.structured_input_signature[1]
            (answer,) = loaded(**{given: tf.constant(request['instances'], tf.float32)}).values()
            expected[name] = {'request': request, 'predictions': answer.numpy().tolist()}
    write_warmup_record(output / 'warmup')
    (output / 'expected.json').write_text(json.dumps(expected) + '\n')


if __name__ == '__main__':
    main(pathlib.Path(sys.argv[1]))

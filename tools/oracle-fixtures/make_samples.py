"""
Makes the SavedModels of packages/cli/fixtures/samples. Some are valid, but fail with zeros, empty strings or a size of
1 for every open dimension. Others cannot be converted: they look up words, loop over the length of their input, or have
no fixed number of dimensions. `expected.json` has a request for each, and the answer of Python's TensorFlow.

    python make_samples.py OUTPUT
"""

import json
import pathlib
import sys

import keras
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
    """Encoded images with a key each, as AutoML exports them: an empty string is not an image."""
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
    """Adds random noise to its input."""
    served = signature(lambda x: {'y': x + tf.random.normal(tf.shape(x))}, x=((None, 4), tf.float32))
    return tf.Module(), served, None


def scaled_noise():
    """Random noise that zeros do not reveal, just as a blank picture does not reveal a rotation."""
    served = signature(lambda x: {'y': x * tf.random.normal(tf.shape(x))}, x=((None, 4), tf.float32))
    return tf.Module(), served, None


def warmup():
    """Takes exactly seven words, or an assertion fails; a record for TensorFlow Serving's warm-up has them."""
    def serve(words):
        with tf.control_dependencies([tf.debugging.assert_equal(tf.shape(words)[1], 7)]):
            return {'lengths': tf.strings.length(words)}

    return tf.Module(), signature(serve, words=((None, None), tf.string)), None


def any_rank():
    """Takes and returns tensors of any number of dimensions."""
    served = signature(lambda x: {'y': x * 2 + 1}, x=(None, tf.float32))
    return tf.Module(), served, {'inputs': [[1.0, 2.0], [3.0, 4.0]]}


def words():
    """A word to look up, with numbers to normalize, as in Keras's preprocessing layers."""
    city = keras.Input((1,), dtype='string', name='city')
    numbers = keras.Input((2,), name='numbers')
    look = keras.layers.StringLookup(vocabulary=['ulm', 'köln', 'bern'], output_mode='one_hot')
    normal = keras.layers.Normalization(mean=[1.0, 2.0], variance=[4.0, 9.0])
    joined = keras.layers.Concatenate()([look(city), normal(numbers)])
    weights = np.arange(6, dtype=np.float32)[:, np.newaxis] / 7
    y = keras.layers.Dense(1, kernel_initializer=keras.initializers.Constant(weights))(joined)
    model = keras.Model([city, numbers], y)
    request = {'instances': [{'city': ['köln'], 'numbers': [3.0, 4.0]}, {'city': ['graz'], 'numbers': [0.0, 1.0]}]}
    return model, None, request


def sentence():
    """A text that is split into words, which are counted."""
    vocabulary = ['the', 'world', 'is', 'good']
    vectorize = keras.layers.TextVectorization(output_mode='count', vocabulary=vocabulary)
    text = keras.Input((1,), dtype='string', name='text')
    return keras.Model(text, vectorize(text)), None, {'instances': [['The world is GOOD!'], ['the the moon']]}


def open_loop():
    """An LSTM with ReLU over any length, which Keras writes as a loop."""
    keras.utils.set_random_seed(3)
    steps = keras.Input((None, 2), name='steps')
    model = keras.Model(steps, keras.layers.LSTM(3, activation='relu')(steps))
    return model, None, {'instances': [[[0.5, -1.0], [1.0, 0.25], [2.0, 0.0], [-0.5, 1.5]]]}


MODELS = [
    log,
    unit,
    always_nan,
    open_sizes,
    encoded_image,
    example,
    noise,
    scaled_noise,
    warmup,
    any_rank,
    words,
    sentence,
    open_loop,
]


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
    """Writes a PredictionLog, which TensorFlow does not define, in a TFRecord."""
    words = tf.make_tensor_proto([[b'one', b'two', b'three', b'four', b'five', b'six', b'seven']])
    entry = field(1, b'words') + field(2, words.SerializeToString())
    request = field(1, field(1, b'warmup') + field(3, b'serving_default')) + field(2, entry)
    folder = directory / 'assets.extra'
    folder.mkdir()
    with tf.io.TFRecordWriter(str(folder / 'tf_serving_warmup_requests')) as writer:
        writer.write(field(6, field(1, request)))


def given_to(loaded, request):
    """Tensors of a request, by the names of the signature."""
    specs = loaded.structured_input_signature[1]
    if 'inputs' in request:
        (name,) = specs
        return {name: tf.constant(request['inputs'], specs[name].dtype)}
    rows = [row if isinstance(row, dict) else {name: row for name in specs} for row in request['instances']]
    return {name: tf.constant([row[name] for row in rows], spec.dtype) for name, spec in specs.items()}


def save(directory, made, served):
    """Writes the same as `tf.saved_model.save` or, for a Keras model, `model.export`."""
    if served is not None:
        save_model(directory, made, {'serving_default': served})
        return
    made.export(str(directory), verbose=False)
    (directory / 'fingerprint.pb').unlink()


def main(output):
    expected = {}
    for make in MODELS:
        name = make.__name__.replace('_', '-')
        directory = output / name
        made, served, request = make()
        save(directory, made, served)
        if request is not None:
            loaded = tf.saved_model.load(str(directory)).signatures['serving_default']
            (answer,) = loaded(**given_to(loaded, request)).values()
            expected[name] = {'request': request, 'predictions': answer.numpy().tolist()}
    write_warmup_record(output / 'warmup')
    (output / 'expected.json').write_text(json.dumps(expected) + '\n')


if __name__ == '__main__':
    main(pathlib.Path(sys.argv[1]))

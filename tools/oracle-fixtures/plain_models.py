"""
Handmade models. Each function here returns a module, its signatures by name, and the calls with stored answers: pairs
of a signature's name and its inputs.
"""

import numpy as np
import tensorflow as tf

FLOATS = np.array([[-1.5, 0.25, 2.0, 0.0], [3.0, 3.0, -0.125, 1.0], [0.5, -2.0, 1.25, -0.75]], np.float32)


def signature(function, **specs):
    """A signature with inputs of the names and types in `specs`: shape and dtype of each."""
    named = {name: tf.TensorSpec(shape, dtype, name) for name, (shape, dtype) in specs.items()}
    return tf.function(function).get_concrete_function(**named)


def signatures():
    """Two signatures over the same variable, each with more than one output."""
    module = tf.Module()
    module.weights = tf.Variable([0.5, -1.0, 2.0, 0.25], name='weights')

    def classify(x):
        scores = tf.nn.softmax(x * module.weights)
        return {'scores': scores, 'best': tf.argmax(scores, axis=-1)}

    def double(x):
        return {'doubled': 2 * x, 'total': tf.reduce_sum(x, axis=-1)}

    x = ((None, 4), tf.float32)
    by_name = {'serving_default': signature(classify, x=x), 'double': signature(double, x=x)}
    return module, by_name, [('serving_default', {'x': FLOATS}), ('double', {'x': FLOATS})]


def strings():
    """Strings in, strings and their lengths in bytes out."""
    def serve(text):
        length = tf.strings.length(text, unit='BYTE')
        return {'upper': tf.strings.upper(text, encoding='utf-8'), 'length': tf.cast(length, tf.int64)}

    text = np.array([w.encode() for w in ('pilot', '', 'žluťoučký kůň', 'two words', '🔥')], object)
    by_name = {'serving_default': signature(serve, text=((None,), tf.string))}
    return tf.Module(), by_name, [('serving_default', {'text': text})]


def integers():
    """Every other type that a tensor can have. int64 values exceed JavaScript's numbers."""
    def serve(big, small, signed, count, flag):
        return {
            'big': big + 1,
            'small': small // 2,
            'signed': -signed,
            'count': count * 3,
            'flag': tf.logical_not(flag),
            'chosen': tf.where(flag, big, tf.zeros_like(big)),
        }

    specs = {'big': tf.int64, 'small': tf.uint8, 'signed': tf.int8, 'count': tf.int32, 'flag': tf.bool}
    inputs = {
        'big': np.array([9007199254740993, -9223372036854775808, 7], np.int64),
        'small': np.array([255, 128, 1], np.uint8),
        'signed': np.array([-127, 0, 127], np.int8),
        'count': np.array([-715827882, 0, 42], np.int32),
        'flag': np.array([True, False, True]),
    }
    by_name = {'serving_default': signature(serve, **{name: ((None,), dtype) for name, dtype in specs.items()})}
    return tf.Module(), by_name, [('serving_default', inputs)]


def half():
    """float16, which TensorFlow's JavaScript engines do not have."""
    def serve(x):
        return {'half': x * 2, 'single': tf.cast(x, tf.float32) + 1}

    by_name = {'serving_default': signature(serve, x=((None, 4), tf.float16))}
    return tf.Module(), by_name, [('serving_default', {'x': FLOATS.astype(np.float16)})]


def stateful():
    """A counter: each answer depends on the calls before it."""
    module = tf.Module()
    module.count = tf.Variable(0.0, name='count')

    def serve(by):
        return {'count': module.count.assign_add(tf.reduce_sum(by), read_value=True)}

    calls = [('serving_default', {'by': np.array([by], np.float32)}) for by in (1, 1, 2.5)]
    return module, {'serving_default': signature(serve, by=((None,), tf.float32))}, calls


def two_signatures():
    """Two signatures with several inputs and outputs and a static shape, as TFLite requires."""
    module = tf.Module()
    module.weights = tf.Variable([[0.5, -1.0], [2.0, 0.25], [1.0, 1.0], [-0.5, 3.0]], name='weights')

    def combine(a, b):
        return {'sum': a + b, 'difference': a - b}

    def project(x, bias):
        projected = tf.matmul(x, module.weights) + bias
        return {'projected': projected, 'positive': tf.nn.relu(projected)}

    row, pair = ((1, 4), tf.float32), ((1, 2), tf.float32)
    by_name = {'combine': signature(combine, a=row, b=row), 'project': signature(project, x=row, bias=pair)}
    a, b, x = FLOATS[:1], FLOATS[1:2], FLOATS[2:]
    bias = np.array([[0.125, -4.0]], np.float32)
    return module, by_name, [('combine', {'a': a, 'b': b}), ('project', {'x': x, 'bias': bias})]


def loop():
    """A loop with a length that is an input: its graph model must run asynchronously."""
    def serve(x, times):
        def step(at, value):
            return at + 1, 0.5 * value + 1

        _, value = tf.while_loop(lambda at, _: at < times, step, (0, x))
        return {'value': value}

    by_name = {'serving_default': signature(serve, x=((None, 4), tf.float32), times=((), tf.int32))}
    calls = [('serving_default', {'x': FLOATS, 'times': np.array(times, np.int32)}) for times in (3, 0)]
    return tf.Module(), by_name, calls


def same_shapes():
    """Inputs and outputs that only their names distinguish. The tfjs converter loses those, see README.md."""
    def serve(minuend, subtrahend):
        return {'sum': minuend + subtrahend, 'difference': minuend - subtrahend}

    row = ((None, 4), tf.float32)
    by_name = {'serving_default': signature(serve, minuend=row, subtrahend=row)}
    return tf.Module(), by_name, [('serving_default', {'minuend': FLOATS, 'subtrahend': FLOATS[::-1]})]


def unsupported_op():
    """A Fourier transform: the tfjs converter writes it, but tfjs-backend-wasm has no kernel for it."""
    def serve(signal):
        return {'magnitudes': tf.abs(tf.signal.rfft(signal))}

    by_name = {'serving_default': signature(serve, signal=((None, 8), tf.float32))}
    inputs = {'signal': (np.arange(16, dtype=np.float32) ** 2 % 11 - 5).reshape(2, 8)}
    return tf.Module(), by_name, [('serving_default', inputs)]


PLAIN_FIXTURES = {
    'signatures': signatures,
    'strings': strings,
    'integers': integers,
    'half': half,
    'stateful': stateful,
    'loop': loop,
    'same-shapes': same_shapes,
    'unsupported-op': unsupported_op,
}

# Those that are also tfjs graph models, with the options of each conversion by its folder's name.
GRAPH_MODELS = {
    'loop': {'tfjs-graph': {}},
    'same-shapes': {'tfjs-graph': {}, 'tfjs-graph-structured': {'use_structured_outputs_names': True}},
    'unsupported-op': {'tfjs-graph': {}},
}

"""Makes small TensorFlow Lite files with open sizes besides their batch.

    python make_open_sizes.py OUTPUT

writes OUTPUT/<model>.tflite, and OUTPUT/expected.json with the answers of TensorFlow's interpreter, resized for each
call.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

import numpy as np
import tensorflow as tf

Spec = tf.TensorSpec
drawn = np.random.default_rng(15)
KERNEL = tf.constant(drawn.normal(size=(3, 3, 3, 4)), tf.float32)
TABLE = tf.constant(drawn.normal(size=(20, 5)), tf.float32)


def convolution(x):
    return {'features': tf.nn.conv2d(x, KERNEL, 2, 'SAME'), 'means': tf.reduce_mean(x, (1, 2))}


def enlarged(x):
    return {'enlarged': tf.image.resize(tf.nn.conv2d(x, KERNEL, 1, 'VALID'), 2 * tf.shape(x)[1:3])}


def words(ids):
    return {'mean': tf.reduce_mean(tf.gather(TABLE, ids), 1)}


def apart(one, other):
    """Two inputs with different open sizes."""
    return {'products': tf.matmul(one, other), 'is_larger': tf.expand_dims(one, -1) > tf.expand_dims(other, 0)}


def sizes(x):
    """Sizes that are known before the model runs."""
    return {'sums': tf.reduce_sum(x, -1), 'shape': tf.shape(x), 'fixed': tf.constant([1.5, 2.5])}


def reshaped(x, shape):
    """Sizes that the data decides."""
    return {'reshaped': tf.reshape(x, shape)}


def steps(x):
    """A loop over an open number of steps."""
    def body(step, state):
        return step + 1, tf.tanh(state + x[:, step])

    state = tf.zeros([tf.shape(x)[0], 3])
    _, last = tf.while_loop(lambda step, _: step < tf.shape(x)[1], body, (0, state))
    return {'last': last}


CALLS = {
    'convolution': (convolution, [Spec([None, None, None, 3], name='x')], [[(1, 8, 6, 3)], [(2, 5, 9, 3)], [(1, 8, 6, 3)]]),
    'convolution-int8': (convolution, [Spec([1, None, None, 3], name='x')], [[(1, 8, 6, 3)], [(1, 5, 9, 3)]]),
    'enlarged': (enlarged, [Spec([1, None, None, 3], name='x')], [[(1, 5, 7, 3)], [(1, 4, 4, 3)]]),
    'words': (words, [Spec([1, None], tf.int32, name='ids')], [[(1, 3)], [(1, 7)]]),
    'apart': (apart, [Spec([None, 4], name='one'), Spec([4, None], name='other')], [[(4, 4), (4, 4)], [(1, 4), (4, 4)]]),
    'sizes': (sizes, [Spec([None, None], name='x')], [[(2, 3)], [(5, 1)]]),
    'reshaped': (reshaped, [Spec([6], name='x'), Spec([2], tf.int32, name='shape')], [[(6,), (2, 3)], [(6,), (3, 2)], [(6,), (1, 6)]]),
    'steps': (steps, [Spec([1, None, 3], name='x')], [[(1, 4, 3)], [(1, 2, 3)]]),
}


def convert(name, function, specs):
    module = tf.Module()
    module.function = tf.function(function, input_signature=specs)
    converter = tf.lite.TFLiteConverter.from_concrete_functions([module.function.get_concrete_function()], module)
    if name.endswith('int8'):
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.representative_dataset = lambda: ([drawn.normal(size=(1, 6, 6, 3)).astype(np.float32)] for _ in range(20))
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = converter.inference_output_type = tf.int8
    return converter.convert()


def draw(spec, shape, is_int8):
    if spec.name == 'shape':
        return np.array(shape, np.int32)
    if is_int8:
        return drawn.integers(-128, 128, size=shape).astype(np.int8)
    if spec.dtype == tf.int32:
        return drawn.integers(0, 20, size=shape).astype(np.int32)
    return drawn.normal(size=shape).astype(np.float32)


def written(tensors):
    return {
        name: {'dtype': np.asarray(value).dtype.name, 'shape': list(np.shape(value)), 'data': np.ravel(value).tolist()}
        for name, value in tensors.items()
    }


def ask(content, inputs):
    """The answer of a new interpreter, which a runner resizes."""
    return tf.lite.Interpreter(model_content=content).get_signature_runner()(**inputs)


def main(output):
    output.mkdir(parents=True)
    expected = {}
    for name, (function, specs, calls) in CALLS.items():
        content = convert(name, function, specs)
        (output / f'{name}.tflite').write_bytes(content)
        expected[name] = []
        for shapes in calls:
            inputs = {spec.name: draw(spec, shape, name.endswith('int8')) for spec, shape in zip(specs, shapes)}
            expected[name].append({'signature': 'serving_default', 'inputs': written(inputs), 'outputs': written(ask(content, inputs))})
    (output / 'expected.json').write_text(json.dumps(expected, separators=(',', ':')) + '\n')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_open_sizes.py OUTPUT')
    main(Path(sys.argv[1]))

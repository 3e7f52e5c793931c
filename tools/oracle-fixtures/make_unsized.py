"""Makes small TensorFlow Lite files with outputs sized only at run time, with state, or with a custom op.

    python make_unsized.py OUTPUT

writes OUTPUT/<model>.tflite, and OUTPUT/expected.json with TensorFlow's answers for those that an engine here can run.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

import numpy as np
import tensorflow as tf

Spec = tf.TensorSpec
ANCHORS = np.random.default_rng(0).uniform(0, 1, (5, 4)).astype(np.float32)
POSTPROCESSING = {
    'max_detections': 'i: 3',
    'max_classes_per_detection': 'i: 1',
    'detections_per_class': 'i: 3',
    'use_regular_nms': 'b: false',
    'nms_score_threshold': 'f: 0.0',
    'nms_iou_threshold': 'f: 0.5',
    'y_scale': 'f: 10.0',
    'x_scale': 'f: 10.0',
    'h_scale': 'f: 5.0',
    'w_scale': 'f: 5.0',
    'num_classes': 'i: 2',
}
ATTRIBUTES = ' '.join(f'attr {{ key: "{key}" value {{ {value} }} }}' for key, value in POSTPROCESSING.items())


@tf.function(experimental_implements=f'name: "TFLite_Detection_PostProcess" {ATTRIBUTES}')
def detections(boxes, scores, anchors):
    """The function that the converter turns into the custom op; the zeros set its shapes."""
    return tf.zeros([1, 3, 4]), tf.zeros([1, 3]), tf.zeros([1, 3]), tf.zeros([1])


FUNCTIONS = {
    'where': (lambda x: tf.where(x > 0), Spec([4])),
    'mask': (lambda x: tf.boolean_mask(x, x > 0), Spec([None])),
    'reshape': (lambda x, n: tf.reshape(x, n), Spec([4]), Spec([2], tf.int32)),
    'suppression': (lambda b, s: tf.image.non_max_suppression(b, s, 3), Spec([5, 4]), Spec([5])),
    'scalar': (tf.reduce_sum, Spec([8])),
    'detections': (lambda b, s: detections(b, s, tf.constant(ANCHORS)), Spec([1, 5, 4]), Spec([1, 5, 3])),
}


def convert(function, *specs):
    """A file with one function."""
    module = tf.Module()
    module.function = tf.function(function, input_signature=[Spec(s.shape, s.dtype, f'in_{at}') for at, s in enumerate(specs)])
    converter = tf.lite.TFLiteConverter.from_concrete_functions([module.function.get_concrete_function()], module)
    converter.allow_custom_ops = True
    return converter.convert()


def counter():
    """A file with a variable that grows in each run."""
    module = tf.Module()
    module.sum = tf.Variable(tf.zeros([2]))
    module.add = tf.function(lambda x: module.sum.assign_add(x), input_signature=[Spec([2], name='in_0')])
    converter = tf.lite.TFLiteConverter.from_concrete_functions([module.add.get_concrete_function()], module)
    converter.experimental_enable_resource_variables = True
    return converter.convert()


def without_output_shapes(content):
    """The same file without its outputs' shapes, as older converters wrote custom ops."""
    data = bytearray(content)

    def number(at, size=4, signed=False):
        return int.from_bytes(data[at : at + size], 'little', signed=signed)

    def field(table, index):
        vtable = table - number(table, signed=True)
        offset = number(vtable + 4 + 2 * index, 2) if 4 + 2 * index < number(vtable, 2) else 0
        return table + offset if offset else None

    def target(at):
        return at + number(at)

    subgraph = target(target(field(target(0), 2)) + 4)
    tensors, outputs = target(field(subgraph, 0)), target(field(subgraph, 2))
    for at in range(number(outputs)):
        tensor = target(tensors + 4 + 4 * number(outputs + 4 + 4 * at))
        for index in (0, 7):
            place = field(tensor, index)
            if place is not None:
                data[target(place) : target(place) + 4] = bytes(4)
    return bytes(data)


def answer(content):
    """The interpreter's answer to random inputs."""
    rng = np.random.default_rng(1)
    runner = tf.lite.Interpreter(model_content=content).get_signature_runner()
    inputs = {
        name: rng.uniform(0, 1, details['shape']).astype(np.float32)
        for name, details in sorted(runner.get_input_details().items())
    }
    outputs = runner(**inputs)
    flat = lambda tensors: {
        name: {'shape': list(values.shape), 'data': [float(value) for value in values.ravel()]}
        for name, values in sorted(tensors.items())
    }
    return {'inputs': flat(inputs), 'outputs': flat(outputs)}


def main(output):
    """Writes every file."""
    output.mkdir(parents=True)
    files = {name: convert(*function) for name, function in FUNCTIONS.items()}
    files['counter'] = counter()
    files['detections-unsized'] = without_output_shapes(files['detections'])
    for name, content in files.items():
        (output / f'{name}.tflite').write_bytes(content)
    expected = {name: answer(files[name]) for name in ('scalar', 'detections')}
    (output / 'expected.json').write_text(json.dumps(expected, separators=(',', ':')) + '\n')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_unsized.py OUTPUT')
    main(Path(sys.argv[1]))

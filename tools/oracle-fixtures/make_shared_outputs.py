"""Makes small TensorFlow Lite files in which an output is an input, or the same tensor as another output.

    python make_shared_outputs.py OUTPUT

writes OUTPUT/<model>.tflite, and OUTPUT/expected.json with the answers of TensorFlow's interpreter.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

import numpy as np
import tensorflow as tf

FUNCTIONS = {
    # The returned input is also used in a computation.
    'through': (lambda x, z: {'same': x, 'sum': x + z}, ('x', 'z')),
    'swap': (lambda x, z: {'first': z, 'second': x}, ('x', 'z')),
    'twice': (lambda x: dict.fromkeys(('a', 'b'), x * 3), ('x',)),
    'unsigned': (lambda x, z: {'same': x, 'sum': x + z}, ('x', 'z')),
}
INPUTS = {'x': [[1.0, 2.0]], 'z': [[3.0, 4.0]]}


def convert(function, names, is_signed):
    """A file with one function."""
    module = tf.Module()
    module.function = tf.function(function, input_signature=[tf.TensorSpec([1, 2], name=name) for name in names])
    concrete = [module.function.get_concrete_function()]
    converter = tf.lite.TFLiteConverter.from_concrete_functions(concrete, module)
    content = converter.convert()
    return content if is_signed else without_signatures(content)


def without_signatures(content):
    """The file as older converters write it."""
    from tensorflow.lite.tools import flatbuffer_utils

    model = flatbuffer_utils.convert_bytearray_to_object(bytearray(content))
    model.signatureDefs = None
    return bytes(flatbuffer_utils.convert_object_to_bytearray(model))


def ask(content, inputs):
    """The interpreter's answer, by the names of a signature, or of tensors."""
    interpreter = tf.lite.Interpreter(model_content=content)
    if interpreter.get_signature_list():
        answers = interpreter.get_signature_runner()(**inputs)
        return {name: value.tolist() for name, value in answers.items()}
    interpreter.allocate_tensors()
    for detail, value in zip(interpreter.get_input_details(), inputs.values()):
        interpreter.set_tensor(detail['index'], value)
    interpreter.invoke()
    return {detail['name']: interpreter.get_tensor(detail['index']).tolist() for detail in interpreter.get_output_details()}


def main(output):
    expected = {}
    output.mkdir(parents=True)
    for name, (function, names) in FUNCTIONS.items():
        content = convert(function, names, name != 'unsigned')
        (output / f'{name}.tflite').write_bytes(content)
        inputs = {key: np.array(INPUTS[key], np.float32) for key in names}
        outputs = ask(content, inputs)
        # Without a signature, inputs have their names in the graph.
        called = inputs if name != 'unsigned' else [f'serving_default_{key}:0' for key in names]
        given = {key: INPUTS[own] for key, own in zip(called, names)}
        expected[name] = {'inputs': given, 'outputs': outputs}
    (output / 'expected.json').write_text(json.dumps(expected, indent=1) + '\n')


main(Path(sys.argv[1]))

"""A TensorFlow Lite file of one function, and the answers of TensorFlow's interpreter to calls of it."""

import json

import tensorflow as tf

from fixture_files import json_tensor


def write_calls(folder, name, function, specs, calls):
    """
    Writes FOLDER/NAME.tflite, and FOLDER/expected.json with the answers.

    function: from tensors of the specs to a dictionary of tensors.
    calls: dictionaries of arrays, by the names of the specs.
    """
    module = tf.Module()
    module.function = tf.function(function, input_signature=specs)
    converter = tf.lite.TFLiteConverter.from_concrete_functions([module.function.get_concrete_function()], module)
    file = converter.convert()
    runner = tf.lite.Interpreter(model_content=file).get_signature_runner()
    answers = [
        {'signature': 'serving_default', 'inputs': written(inputs), 'outputs': written(runner(**inputs))}
        for inputs in calls
    ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f'{name}.tflite').write_bytes(file)
    (folder / 'expected.json').write_text(json.dumps({name: answers}) + '\n')


def written(tensors):
    return {name: json_tensor(array) for name, array in tensors.items()}

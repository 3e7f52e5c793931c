"""Runs inputs in Python's TensorFlow, the same as in Pilotlight's engines; see answer-in-python.ts.

Reads `{source, format, signature, inputs, output}` from its standard input and writes the answers into `output`.
"""

import base64
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from tensorflow.core.protobuf import saved_model_pb2  # noqa: E402

NUMPY = {
    "float32": np.float32,
    "int32": np.int32,
    "int64": np.int64,
    "uint8": np.uint8,
    "int8": np.int8,
    "bool": np.bool_,
}


def read_tensor(written):
    shape = written["shape"]
    if written["dtype"] == "string":
        data = [base64.b64decode(text) for text in written["data"]]
        return np.array(data, dtype=object).reshape(shape)
    data = base64.b64decode(written["data"])
    return np.frombuffer(data, dtype=NUMPY[written["dtype"]]).reshape(shape)


def write_tensor(array):
    array = np.asarray(array)
    shape = list(array.shape)
    if array.dtype.kind in "OSU":
        data = [item if isinstance(item, bytes) else str(item).encode() for item in array.reshape(-1).tolist()]
        return {"dtype": "string", "shape": shape, "data": [base64.b64encode(item).decode() for item in data]}
    if array.dtype.name not in NUMPY:
        array = array.astype(np.float32)
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {"dtype": array.dtype.name, "shape": shape, "data": data}


def served_tags(source):
    # Same choice as served-graph.ts: the graph for serving, the only one, or the one without tags.
    message = saved_model_pb2.SavedModel()
    with open(os.path.join(source, "saved_model.pb"), "rb") as file:
        message.ParseFromString(file.read())
    all_tags = [list(graph.meta_info_def.tags) for graph in message.meta_graphs]
    return ["serve"] if ["serve"] in all_tags else all_tags[0] if len(all_tags) == 1 else []


def load_saved_model(source, signature):
    model = tf.saved_model.load(source, tags=served_tags(source))
    run = model.signatures[signature]

    def answer(inputs):
        outputs = run(**{name: tf.constant(value) for name, value in inputs.items()})
        return {name: value.numpy() for name, value in outputs.items()}

    # The loaded variables are released with the model, so it must live as long as the function.
    answer.model = model
    return answer


def load_tflite(source, signature):
    def answer(inputs):
        # A new interpreter each time: some models keep state in it.
        interpreter = tf.lite.Interpreter(model_path=source)
        known = interpreter.get_signature_list()
        if not known:
            return run_unsigned(interpreter, inputs)
        runner = interpreter.get_signature_runner(signature if signature in known else next(iter(known)))
        return runner(**inputs)

    return answer


def run_unsigned(interpreter, inputs):
    details = interpreter.get_input_details()
    given = [by_name(inputs, detail["name"], at) for at, detail in enumerate(details)]
    for detail, value in zip(details, given):
        if list(detail["shape"]) != list(value.shape):
            interpreter.resize_tensor_input(detail["index"], value.shape)
    interpreter.allocate_tensors()
    for detail, value in zip(details, given):
        interpreter.set_tensor(detail["index"], value)
    interpreter.invoke()
    return {
        detail["name"]: interpreter.get_tensor(detail["index"])
        for detail in interpreter.get_output_details()
    }


def by_name(inputs, name, at):
    return inputs[name] if name in inputs else list(inputs.values())[at]


def main():
    asked = json.load(sys.stdin)
    load = {"saved-model": load_saved_model, "tflite": load_tflite}[asked["format"]]
    answer = load(asked["source"], asked["signature"])
    with open(asked["inputs"]) as file:
        all_inputs = json.load(file)
    answers = []
    for written in all_inputs:
        try:
            outputs = answer({name: read_tensor(tensor) for name, tensor in written.items()})
            answers.append({name: write_tensor(value) for name, value in outputs.items()})
        except Exception:  # Random inputs may not fit the model.
            answers.append(None)
    with open(asked["output"], "w") as file:
        json.dump(answers, file)


main()

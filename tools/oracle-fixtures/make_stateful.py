"""Makes small TensorFlow Lite files that keep tensors from one run to the next.

    python make_stateful.py OUTPUT

writes OUTPUT/<model>.tflite, and OUTPUT/expected.json with the answers of a new TensorFlow interpreter to each of two
inputs: no answer depends on an earlier request.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

import numpy as np
import tensorflow as tf
from tensorflow.lite.python.optimize import calibrator
from tensorflow.lite.python import schema_py_generated as schema
from tensorflow.lite.tools import flatbuffer_utils

drawn = np.random.default_rng(14)
STEPS, FEATURES, UNITS = 5, 4, 3


class File:
    """A file with one op, which takes an input, weights and variable tensors."""

    def __init__(self, code, options_type, options):
        self.model = schema.ModelT()
        self.model.version, self.model.description = 3, 'one op'
        self.model.buffers = [schema.BufferT()]
        operator_code = schema.OperatorCodeT()
        operator_code.builtinCode, operator_code.deprecatedBuiltinCode = code, min(code, 127)
        operator_code.version = 1
        self.model.operatorCodes = [operator_code]
        self.graph = schema.SubGraphT()
        self.graph.tensors = []
        self.model.subgraphs = [self.graph]
        self.operator = schema.OperatorT()
        self.operator.opcodeIndex = 0
        self.operator.builtinOptionsType, self.operator.builtinOptions = options_type, options
        self.graph.operators = [self.operator]

    def tensor(self, name, shape, data=None, is_variable=False):
        made = schema.TensorT()
        made.name, made.shape, made.type, made.isVariable = name, list(shape), schema.TensorType.FLOAT32, is_variable
        made.buffer = 0
        if data is not None:
            buffer = schema.BufferT()
            buffer.data = np.frombuffer(data.astype(np.float32).tobytes(), np.uint8)
            self.model.buffers.append(buffer)
            made.buffer = len(self.model.buffers) - 1
        self.graph.tensors.append(made)
        return len(self.graph.tensors) - 1

    def weights(self, shapes):
        made = len(self.graph.tensors)
        return [self.tensor(f'w{made + at}', shape, drawn.normal(size=shape) / 2) for at, shape in enumerate(shapes)]

    def content(self, inputs, outputs):
        self.operator.inputs, self.operator.outputs = inputs, outputs
        self.graph.inputs, self.graph.outputs = inputs[:1], outputs
        return bytes(flatbuffer_utils.convert_object_to_bytearray(self.model))


def one_op(code, options_type, options, weights, state, given, answered):
    file = File(code, options_type, options)
    x = file.tensor('x', given)
    constants = file.weights(weights)
    kept = file.tensor('state', state, is_variable=True)
    return file.content([x, *constants, kept], [file.tensor('y', answered)])


def svdf():
    options = schema.SVDFOptionsT()
    options.rank, options.fusedActivationFunction = 1, schema.ActivationFunctionType.RELU
    filters, memory = UNITS, 6
    return one_op(
        schema.BuiltinOperator.SVDF,
        schema.BuiltinOptions.SVDFOptions,
        options,
        [(filters, FEATURES), (filters, memory), (UNITS,)],
        (1, memory * filters),
        (1, FEATURES),
        (1, UNITS),
    )


def rnn():
    options = schema.SequenceRNNOptionsT()
    options.timeMajor, options.fusedActivationFunction = False, schema.ActivationFunctionType.TANH
    return one_op(
        schema.BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_RNN,
        schema.BuiltinOptions.SequenceRNNOptions,
        options,
        [(UNITS, FEATURES), (UNITS, UNITS), (UNITS,)],
        (1, UNITS),
        (1, STEPS, FEATURES),
        (1, STEPS, UNITS),
    )


class Average(tf.Module):
    """A running average: one signature adds to it, another reads it."""

    def __init__(self):
        super().__init__()
        self.sum = tf.Variable([[10.0, 20.0]])
        self.count = tf.Variable([[1.0]])

    @tf.function(input_signature=[tf.TensorSpec([1, 2], name='x')])
    def add(self, x):
        total, count = self.sum + x, self.count + 1
        self.sum.assign(total)
        self.count.assign(count)
        return {'average': total / count}

    @tf.function(input_signature=[tf.TensorSpec([1, 2], name='x')])
    def compare(self, x):
        return {'difference': x - self.sum / self.count}


class Scale(tf.Module):
    """A variable that is only read: all answers are equal."""

    def __init__(self):
        super().__init__()
        self.by = tf.Variable([[2.0, 3.0]])

    @tf.function(input_signature=[tf.TensorSpec([1, 2], name='x')])
    def scale(self, x):
        return {'scaled': x * self.by}


def variables(module, *names):
    """A file that stores its variables as variables."""
    with tempfile.TemporaryDirectory() as folder:
        functions = {name: getattr(module, name).get_concrete_function() for name in names}
        tf.saved_model.save(module, folder, signatures=functions)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder, signature_keys=list(names))
        converter.experimental_enable_resource_variables = True
        return converter.convert()


def lstm():
    """An LSTM in the converter's fused form, which names the intermediate tensors if it is to be quantized."""
    options = schema.UnidirectionalSequenceLSTMOptionsT()
    options.fusedActivationFunction = schema.ActivationFunctionType.TANH
    options.cellClip = options.projClip = 0.0
    options.timeMajor = False
    file = File(
        schema.BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM,
        schema.BuiltinOptions.UnidirectionalSequenceLSTMOptions,
        options,
    )
    none = [-1]
    x = file.tensor('x', (1, STEPS, FEATURES))
    gates = file.weights([(UNITS, FEATURES)] * 4 + [(UNITS, UNITS)] * 4)
    biases = file.weights([(UNITS,)] * 4)
    states = [file.tensor(name, (1, UNITS), is_variable=True) for name in ('hidden', 'cell')]
    file.operator.intermediates = [file.tensor(f'between{at}', ()) for at in range(5)]
    inputs = [x, *gates, *none * 3, *biases, *none * 2, *states, *none * 4]
    return file.content(inputs, [file.tensor('y', (1, STEPS, UNITS))])


def lstm_int8():
    examples = lambda: ([drawn.normal(size=(1, STEPS, FEATURES)).astype(np.float32)] for _ in range(20))
    types = (tf.int8, tf.int8)
    return bytes(calibrator.Calibrator(lstm()).calibrate_and_quantize(examples, *types, False))


FILES = {
    'lstm': lstm,
    'lstm-int8': lstm_int8,
    'svdf': svdf,
    'rnn': rnn,
    'average': lambda: variables(Average(), 'add', 'compare'),
    'scale': lambda: variables(Scale(), 'scale'),
}


def draw(detail):
    shape, dtype = detail['shape'], detail['dtype']
    if np.issubdtype(dtype, np.floating):
        return drawn.normal(size=shape).astype(dtype)
    return drawn.integers(-100, 100, size=shape).astype(dtype)


def written(tensors):
    return {
        name: {'dtype': np.asarray(value).dtype.name, 'shape': list(np.shape(value)), 'data': np.ravel(value).tolist()}
        for name, value in tensors.items()
    }


def ask(content, signature, inputs):
    """The answer of a new interpreter."""
    interpreter = tf.lite.Interpreter(model_content=content)
    if signature:
        return interpreter.get_signature_runner(signature)(**inputs)
    interpreter.allocate_tensors()
    for detail in interpreter.get_input_details():
        interpreter.set_tensor(detail['index'], inputs[detail['name']])
    interpreter.invoke()
    return {detail['name']: interpreter.get_tensor(detail['index']) for detail in interpreter.get_output_details()}


def calls(content):
    interpreter = tf.lite.Interpreter(model_content=content)
    for signature in interpreter.get_signature_list() or [None]:
        if signature:
            details = interpreter.get_signature_runner(signature).get_input_details()
        else:
            details = {detail['name']: detail for detail in interpreter.get_input_details()}
        for _ in range(2):
            inputs = {name: draw(detail) for name, detail in details.items()}
            answer = ask(content, signature, inputs)
            yield {'signature': signature or 'serving_default', 'inputs': written(inputs), 'outputs': written(answer)}


def main(output):
    output.mkdir(parents=True)
    expected = {}
    for name, make in FILES.items():
        content = make()
        (output / f'{name}.tflite').write_bytes(content)
        expected[name] = list(calls(content))
    (output / 'expected.json').write_text(json.dumps(expected, separators=(',', ':')) + '\n')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_stateful.py OUTPUT')
    main(Path(sys.argv[1]))

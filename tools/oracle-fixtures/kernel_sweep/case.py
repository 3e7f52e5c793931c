"""One case of the sweep: a graph of one op, its inputs, and TensorFlow's answer."""

import inspect
import json
import re

import numpy as np
import tensorflow as tf
from google.protobuf import json_format

# TensorFlow.js stores every number as one of these two.
HELD_AS = {'float16': 'float32', 'float64': 'float32', 'int64': 'int32', 'uint8': 'int32', 'int8': 'int32'}
REFUSALS = (tf.errors.InvalidArgumentError, tf.errors.OutOfRangeError)
SPECIAL = {'nan': '"NaN"', 'inf': '"Infinity"', '-inf': '"-Infinity"'}


class Refusal(Exception):
    """TensorFlow has no such op for these dtypes, or cannot build it for these shapes."""


class Sweep:
    """The cases of one file, in the order in which they are written."""

    def __init__(self):
        self.lines = []

    def op(self, name, inputs, why=None, tolerance=None, expected=None, if_supported=False, undefined=None, first=None, fed=None, **attrs):
        """
        Adds a case. `inputs` are arrays, or a list of arrays for an op that takes a list. The expected result is
        TensorFlow's answer, or its refusal. `expected` is for an op that only TensorFlow.js has; its node then has the
        attributes as given. `undefined` is the reason why TensorFlow's answer is not binding. `first` is the number of
        outputs that TensorFlow.js returns, if it returns fewer; `fed` is the number of inputs that a caller sends, if
        the others are weights.
        """
        if expected is None:
            try:
                node_attrs, answers = run(name, inputs, attrs)
            except Refusal:
                if if_supported:
                    return
                raise
        else:
            node_attrs, answers = attrs, expected if isinstance(expected, list) else [expected]
        if answers is not None and first is not None:
            answers = answers[:first]
        flat = [array for one in inputs for array in (one if isinstance(one, list) else [one])]
        fields = {'op': json.dumps(name)}
        if why:
            fields['why'] = json.dumps(why)
        if node_attrs:
            fields['attrs'] = json.dumps(node_attrs, sort_keys=True, separators=(',', ':'))
        fields['inputs'] = list_of(map(tensor, flat))
        if answers is None:
            fields['fails'] = 'true'
        else:
            fields['outputs'] = list_of(tensor(np.asarray(answer)) for answer in answers)
        if fed is not None:
            fields['fed'] = json.dumps(fed)
        if tolerance is not None:
            fields['tolerance'] = json.dumps(tolerance)
        if undefined:
            fields['undefined'] = json.dumps(undefined)
        self.lines.append('{' + ','.join(f'"{key}":{value}' for key, value in fields.items()) + '}')

    def graph(self, why, inputs, build, undefined=None):
        """
        Adds a case of several ops. `build` makes them from placeholders, and returns the outputs. A constant is one
        more input.
        """
        with tf.Graph().as_default() as graph:
            fed = {tf.compat.v1.placeholder(tf.as_dtype(array.dtype), array.shape): array for array in inputs}
            with tf.control_dependencies(None):
                outputs = build(*fed)
            with tf.compat.v1.Session(graph=graph) as session:
                constants = [op.outputs[0] for op in graph.get_operations() if op.type == 'Const']
                given = dict(zip(constants, session.run(constants)))
                answers = session.run(outputs, fed)
            given_names = {one.op.name for one in [*fed, *given]}
            nodes = [node_of(op) for op in graph.get_operations() if op.name not in given_names]
            functions, held = functions_of(graph.as_graph_def().library)
        values = {one.op.name: array for one, array in (fed | given).items()} | held
        fields = {
            'op': json.dumps(why),
            'nodes': json.dumps(nodes, sort_keys=True, separators=(',', ':')),
            'names': json.dumps([[*values], [one.name for one in outputs]], separators=(',', ':')),
            'inputs': list_of(tensor(array) for array in values.values()),
            'outputs': list_of(tensor(np.asarray(answer)) for answer in answers),
        }
        if functions:
            fields['functions'] = json.dumps(functions, sort_keys=True, separators=(',', ':'))
            fields['fed'] = json.dumps(len(fed))
            for name in {one['signature']['name'] for one in functions}:
                # Their numbers count the functions made in this process before.
                fields = {key: text.replace(name, re.sub(r'_\d+$', '', name)) for key, text in fields.items()}
        if undefined:
            fields['undefined'] = json.dumps(undefined)
        self.lines.append('{' + ','.join(f'"{key}":{value}' for key, value in fields.items()) + '}')

    def write(self, file):
        """Writes one case per line."""
        file.write_text('[\n' + ',\n'.join(self.lines) + '\n]\n', encoding='utf-8')


def run(name, inputs, attrs):
    """The attributes of the op's node, and its answer; no answer if TensorFlow refuses."""
    with tf.Graph().as_default() as graph:
        fed = {}

        def placeholder(array):
            array = np.asarray(array)
            dtype = tf.string if array.dtype == object else array.dtype
            tensor = tf.compat.v1.placeholder(dtype, array.shape)
            fed[tensor] = array
            return tensor

        op = getattr(tf.raw_ops, name)
        values = [[placeholder(one) for one in x] if isinstance(x, list) else placeholder(x) for x in inputs]
        named = dict(zip(inspect.signature(op).parameters, values))
        try:
            op(**named, **attrs, name='y')
        except (TypeError, ValueError) as error:
            raise Refusal(f'{name}: {error}') from error
        node = graph.get_operation_by_name('y')
        node_attrs = json_format.MessageToDict(node.node_def).get('attr', {})
        node_attrs = {key: value for key, value in node_attrs.items() if not key.startswith('_')}
        try:
            with tf.compat.v1.Session(graph=graph) as session:
                return node_attrs, session.run(list(node.outputs), fed)
        except tf.errors.OpError as error:
            if isinstance(error, REFUSALS) and 'No OpKernel' not in str(error):
                return node_attrs, None
            raise Refusal(f'{name}: {error}') from error


def node_of(op):
    """An op of a graph as the converter writes it."""
    node = json_format.MessageToDict(op.node_def)
    attrs = {key: value for key, value in node.get('attr', {}).items() if not key.startswith('_')}
    return {'name': op.name, 'op': op.type, 'input': [*op.node_def.input], 'attr': attrs}


def functions_of(library):
    """
    The functions of a graph as the converter writes them, and their constants, which it names after the function and
    stores among the weights.
    """
    functions, held = [], {}
    for function in sorted(library.function, key=lambda one: one.signature.name):
        name = function.signature.name
        constants = {node.name: f'{name}/{node.name}' for node in function.node_def if node.op == 'Const'}
        for node in function.node_def:
            if node.op == 'Const':
                held[constants[node.name]] = tf.make_ndarray(node.attr['value'].tensor)
                del node.attr['value']
            node.name = constants.get(node.name, node.name)
            for at, one in enumerate(node.input):
                node.input[at] = constants.get(one.split(':')[0], one)
            for key in [key for key in node.attr if key.startswith('_')]:
                del node.attr[key]
        written = json_format.MessageToDict(function)
        functions.append({key: written[key] for key in ('signature', 'nodeDef', 'ret')})
    return functions, held


def tensor(array):
    """A tensor as `[dtype, shape, elements]`, with the dtype in which TensorFlow.js stores it."""
    array = np.asarray(array)
    dtype = 'string' if array.dtype.kind in 'OSU' else str(array.dtype)
    dtype = HELD_AS.get(dtype, dtype)
    values = array if dtype == 'string' else array.astype(dtype)
    elements = ','.join(map(element, values.ravel()))
    return f'["{dtype}",{json.dumps(list(array.shape), separators=(",", ":"))},[{elements}]]'


def element(value):
    """An element in the fewest digits that give the same number."""
    if isinstance(value, (bytes, str)):
        return json.dumps(value.decode() if isinstance(value, bytes) else value)
    if isinstance(value, np.bool_):
        return '1' if value else '0'
    if not isinstance(value, np.floating):
        return str(int(value))
    text = str(value)
    if text in SPECIAL:
        return SPECIAL[text]
    if value == 0:
        return '"-0"' if np.signbit(value) else '0'
    return text[:-2] if text.endswith('.0') else text.replace('e+', 'e')


def list_of(texts):
    """A JSON list of texts that are JSON already."""
    return '[' + ','.join(texts) + ']'

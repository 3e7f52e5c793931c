"""Makes small models of the kinds that users bring, each with a request and Python's answer.

    python make_cases.py OUTPUT

writes OUTPUT/<model> and OUTPUT/cases.json: a list of {model, what, request, answer}, or {model, what, refused}, words
of the refusal. Seeded. make_samples.py makes the SavedModels that need a sample of their own.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
os.environ.setdefault('TF_ENABLE_ONEDNN_OPTS', '0')

import keras
import numpy as np
import tensorflow as tf
from keras import layers

SEED = 2614
ROWS = np.array([[1, 2, 3, 4], [-1, 0.5, 0, 2]], np.float32)
STEPS = (np.arange(30, dtype=np.float32) / 15).reshape(2, 5, 3)
TYPES = {'float32': 'DT_FLOAT', 'bool': 'DT_BOOL', 'int32': 'DT_INT32'}
NUMBERS = {'DT_FLOAT': 1}


def sequential():
    return keras.Sequential([keras.Input((4,)), layers.Dense(5, activation='relu'), layers.Dense(3, activation='softmax')])


def functional():
    x = keras.Input((4,), name='x')
    y = layers.Dense(5, activation='gelu')(x)
    return keras.Model(x, layers.Dense(2)(layers.Add()([y, layers.Dense(5)(x)])))


def two_outputs():
    x = keras.Input((4,), name='x')
    return keras.Model(x, [layers.Dense(2, activation='sigmoid', name='a')(x), layers.Dense(3, name='b')(x)])


def lstm():
    return keras.Sequential([keras.Input((5, 3)), layers.Bidirectional(layers.LSTM(4)), layers.Dense(2)])


def lstm_open():
    return keras.Sequential([keras.Input((None, 3)), layers.LSTM(4, activation='relu'), layers.Dense(2)])


def open_image():
    x = keras.Input((None, None, 3), name='image')
    y = layers.GlobalAveragePooling2D()(layers.Conv2D(4, 5, activation='relu')(x))
    return keras.Model(x, layers.Dense(2, activation='softmax')(y))


def teachable():
    """A Sequential with a model as its first layer."""
    x = keras.Input((4,))
    base = keras.Model(x, layers.Dense(6, activation='relu')(x))
    return keras.Sequential([base, keras.Sequential([keras.Input((6,)), layers.Dense(2, activation='softmax')])])


KERAS = {
    'sequential': (sequential, ROWS),
    'functional': (functional, ROWS),
    'two-outputs': (two_outputs, ROWS),
    'lstm': (lstm, STEPS),
    'lstm-open': (lstm_open, STEPS),
    'open-image': (open_image, (np.arange(7 * 6 * 3, dtype=np.float32) / 126).reshape(1, 7, 6, 3)),
    'teachable': (teachable, ROWS),
}


def answer(model, rows):
    """The answer, split by output if there are several."""
    given = model(tf.constant(rows))
    return [value.numpy().tolist() for value in given] if isinstance(given, list) else given.numpy().tolist()


def write_layers(model, folder, path='weights.bin'):
    """A layers model as the converter of TensorFlow.js writes it from Keras 3."""
    weights = [(weight.path, weight.numpy()) for weight in model.weights]
    topology = {'keras_version': keras.__version__, 'backend': 'tensorflow', 'model_config': json.loads(model.to_json())}
    write_tfjs(folder, {'format': 'layers-model', 'modelTopology': topology}, weights, path)


def write_list(folder):
    """A Sequential as old versions of TensorFlow.js saved it in a browser: a list of its layers."""
    rng = np.random.default_rng(SEED)
    kernel, bias = rng.normal(size=(4, 3)).astype(np.float32), rng.normal(size=3).astype(np.float32)
    dense = {'units': 3, 'activation': 'linear', 'use_bias': True, 'name': 'dense_Dense1', 'batch_input_shape': [None, 4], 'dtype': 'float32'}
    topology = {'class_name': 'Sequential', 'config': [{'class_name': 'Dense', 'config': dense}]}
    write_tfjs(folder, {'modelTopology': topology}, [('dense_Dense1/kernel', kernel), ('dense_Dense1/bias', bias)], './my-model.weights.bin')
    return (ROWS @ kernel + bias).tolist()


def write_tfjs(folder, content, weights, path):
    folder.mkdir(parents=True)
    specs = [{'name': name, 'shape': list(value.shape), 'dtype': value.dtype.name} for name, value in weights]
    manifest = [{'paths': [path], 'weights': specs}] if weights else []
    (folder / 'model.json').write_text(json.dumps({**content, 'weightsManifest': manifest}) + '\n')
    if weights:
        (folder / path).write_bytes(b''.join(value.tobytes() for _, value in weights))


def node(name, op, inputs=(), **attributes):
    return {'name': name, 'op': op, 'input': list(inputs), 'attr': attributes}


def shape(*sizes):
    return {'dim': [{'size': str(size)} for size in sizes]}


def placeholder(width, dtype='DT_FLOAT'):
    return node('x', 'Placeholder', dtype={'type': dtype}, shape={'shape': shape(-1, width)})


def constant(name, value, dtype):
    tensor = {'dtype': dtype, 'tensorShape': shape(*value.shape)}
    return node(name, 'Const', dtype={'type': dtype}, value={'tensor': tensor})


def write_graph(folder, nodes, weights=(), out=1):
    tensor = lambda name, width: {'name': f'{name}:0', 'dtype': 'DT_FLOAT', 'tensorShape': shape(-1, width)}
    width = int(nodes[0]['attr']['shape']['shape']['dim'][1]['size'])
    signature = {'inputs': {'x': tensor('x', width)}, 'outputs': {'y': tensor('y', out)}}
    topology = {'node': nodes, 'versions': {'producer': 1395}, 'library': {}}
    write_tfjs(folder, {'format': 'graph-model', 'signature': signature, 'modelTopology': topology}, list(weights), 'w.bin')


def cast(name, source, to):
    return lambda given: node(name, 'Cast', [given], SrcT={'type': TYPES[source]}, DstT={'type': TYPES[to]}, Truncate={'b': False})


def main(output):
    output.mkdir(parents=True)
    cases = []
    add = lambda model, what, request, expected: cases.append({'model': model, 'what': what, 'request': request, 'answer': expected})
    refuse = lambda model, what, words: cases.append({'model': model, 'what': what, 'refused': words})
    for name, (build, rows) in KERAS.items():
        keras.utils.set_random_seed(SEED)
        model = build()
        request, expected = {'instances': rows.tolist()}, answer(model, rows)
        model.save(output / f'{name}.keras')
        add(f'{name}.keras', 'a Keras file', request, expected)
        if name in ('sequential', 'functional'):
            model.save(output / f'{name}.h5')
            add(f'{name}.h5', 'an HDF5 file of Keras 3', request, expected)
        if name in ('sequential', 'functional', 'lstm-open', 'open-image'):
            model.export(output / f'{name}-saved', verbose=False)
            add(f'{name}-saved', 'the SavedModel of it', request, expected)
        if name in ('sequential', 'functional', 'teachable'):
            write_layers(model, output / f'{name}-tfjs')
            add(f'{name}-tfjs', 'layers of Keras 3 as TensorFlow.js is given them', request, expected)
        if name == 'sequential':
            model.save_weights(output / 'sequential.weights.h5')
            refuse('sequential.weights.h5', 'weights alone', 'holds only weights')

    add('list-tfjs', 'a Sequential as the list of its layers, saved in a browser', {'instances': ROWS.tolist()}, write_list(output / 'list-tfjs'))

    odd = np.array([[0.5, 1.5, 0, -0.2]], np.float32)
    steps = [placeholder(4), cast('b', 'float32', 'bool')('x'), cast('y', 'bool', 'float32')('b')]
    write_graph(output / 'cast-bool', steps, out=4)
    add('cast-bool', 'a cast of halves to bool', {'instances': odd.tolist()}, (odd != 0).astype(float).tolist())

    weight = np.array([[2], [3]], np.float32)
    product = node('y', 'MatMul', ['x', 'w'], T={'type': 1}, transpose_a={'b': False}, transpose_b={'b': False})
    write_graph(output / 'numeric-dtypes', [placeholder(2, 1), constant('w', weight, 1), product], [('w', weight)])
    pairs = np.array([[1, 2], [-1, 0.5]], np.float32)
    add('numeric-dtypes', 'a graph with dtypes as numbers', {'instances': pairs.tolist()}, (pairs @ weight).tolist())

    half = weight.astype(np.float16)
    write_graph(output / 'half-weights', [placeholder(2), constant('w', half, 'DT_HALF'), product], [('w', half)])
    refuse('half-weights', 'a graph with weights of float16', 'float16')
    (output / 'cases.json').write_text(json.dumps(cases) + '\n')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_cases.py OUTPUT')
    main(Path(sys.argv[1]))

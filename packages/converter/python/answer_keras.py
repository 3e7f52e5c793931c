"""Answers requests to a Keras file: one line of JSON in, one line of JSON out.

    python answer_keras.py FILE
"""

import json
import os
import sys

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

# Output of libraries goes to stderr, since only answers belong on stdout.
answers = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)

import keras
import numpy as np

model = keras.saving.load_model(sys.argv[1], compile=False)
for layer in model._flatten_layers():
    # Computes float16 as float32, so that the comparison shows only the conversion.
    if layer.dtype_policy.name.startswith('mixed_'):
        layer.dtype_policy = keras.dtype_policies.DTypePolicy('float32')
names = [tensor.name for tensor in model.inputs]


def answer(inputs):
    given = [
        np.asarray(inputs[name]['data']).reshape(inputs[name]['shape']).astype(tensor.dtype)
        for name, tensor in zip(names, model.inputs)
    ]
    structure = getattr(model, '_inputs_struct', None)
    fed = dict(zip(names, given)) if isinstance(structure, dict) else given if len(given) > 1 else given[0]
    outputs = model(fed, training=False)
    if not isinstance(outputs, dict):
        listed = outputs if isinstance(outputs, (list, tuple)) else [outputs]
        outputs = {f'output_{at}': each for at, each in enumerate(listed)}
    arrays = {name: keras.ops.convert_to_numpy(each).astype(np.float32) for name, each in outputs.items()}
    # JSON has no NaN.
    return {
        name: {'shape': list(array.shape), 'data': [x if np.isfinite(x) else str(x) for x in array.reshape(-1).tolist()]}
        for name, array in arrays.items()
    }


print('ready', file=answers, flush=True)
for line in sys.stdin:
    try:
        print(json.dumps(answer(json.loads(line))), file=answers, flush=True)
    except Exception as error:
        print(json.dumps({'error': str(error)[:500]}), file=answers, flush=True)

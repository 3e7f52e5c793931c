"""Answers requests to a SavedModel, one line of JSON each. Tensors have a dtype, a shape and bytes in base64.

    python answer.py SAVED_MODEL

The answer is null if the model refuses the request.
"""

import base64
import json
import os
import sys

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import saved_model_pb2


def decode(tensor):
    data = np.frombuffer(base64.b64decode(tensor['b64']), tensor['dtype'])
    return tf.constant(data.reshape(tensor['shape']))


def encode(tensor):
    array = np.ascontiguousarray(tensor.numpy())
    return {'dtype': str(array.dtype), 'shape': list(array.shape), 'b64': base64.b64encode(array.tobytes()).decode()}


def served_tags(folder):
    # Same choice as served-graph.ts: the graph for serving, the only graph, or the graph without tags.
    message = saved_model_pb2.SavedModel()
    with open(os.path.join(folder, 'saved_model.pb'), 'rb') as file:
        message.ParseFromString(file.read())
    all_tags = [list(graph.meta_info_def.tags) for graph in message.meta_graphs]
    return ['serve'] if ['serve'] in all_tags else all_tags[0] if len(all_tags) == 1 else []


def answer(model, request):
    try:
        inputs = {name: decode(tensor) for name, tensor in request['inputs'].items()}
        outputs = model.signatures[request['signature']](**inputs)
        return {name: encode(tensor) for name, tensor in outputs.items()}
    except Exception:
        return None


model = tf.saved_model.load(sys.argv[1], tags=served_tags(sys.argv[1]))
for line in sys.stdin:
    print(json.dumps(answer(model, json.loads(line))), flush=True)

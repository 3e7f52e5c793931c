"""Makes SavedModels as TensorFlow 1 writes them, with its kinds of variables, and with Python TensorFlow's answers.

    python make_tf1_fixtures.py OUTPUT [NAME ...]

writes OUTPUT/<name>/saved_model and expected.json, which has the calls of two signatures. Seeded.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')
os.environ.setdefault('TF_ENABLE_ONEDNN_OPTS', '0')

import numpy as np
import tensorflow as tf

from fixture_files import write_expected
from saved_models import run_signature

tf1 = tf.compat.v1
SEED = 20261
ROWS = 3


def network(x):
    """Two layers and a moving average that is updated in training."""
    with tf1.variable_scope('layer'):
        kernel = tf1.get_variable('kernel', (6, 8), initializer=tf1.random_normal_initializer(seed=1))
        bias = tf1.get_variable('bias', (8,), initializer=tf1.random_normal_initializer(seed=2))
    mean = tf1.get_variable('moving_mean', (8,), initializer=tf1.random_normal_initializer(seed=3), trainable=False)
    hidden = tf.nn.relu(tf.matmul(x, kernel) + bias - mean)
    last = tf1.get_variable('last', (8, 3), initializer=tf1.random_normal_initializer(seed=4))
    tf1.assign(mean, tf.reduce_mean(hidden, axis=0))  # serving does not run this part of the graph
    return hidden, tf.nn.softmax(tf.matmul(hidden, last))


def reference():
    """Reference variables, the original kind."""
    return dict(use_resource=False)


def resource():
    return dict(use_resource=True)


def partitioned():
    """Each variable is stored in the checkpoint in several slices."""
    return dict(use_resource=False, partitioner=tf1.fixed_size_partitioner(2))


MODELS = {builder.__name__: builder for builder in (reference, resource, partitioned)}


def make(name, directory):
    with tf.Graph().as_default(), tf1.Session() as session:
        x = tf1.placeholder(tf.float32, (None, 6), 'x')
        with tf1.variable_scope('net', **MODELS[name]()):
            hidden, scores = network(x)
        session.run(tf1.global_variables_initializer())
        builder = tf1.saved_model.Builder(str(directory / 'saved_model'))
        build = tf1.saved_model.build_signature_def
        info = tf1.saved_model.build_tensor_info
        builder.add_meta_graph_and_variables(
            session,
            ['serve'],
            {
                'serving_default': build({'x': info(x)}, {'scores': info(scores)}, 'tensorflow/serving/predict'),
                'features': build({'x': info(x)}, {'hidden': info(hidden)}, 'tensorflow/serving/predict'),
            },
            strip_default_attrs=True,
        )
        builder.save()
    loaded = tf.saved_model.load(str(directory / 'saved_model'))
    rng = np.random.default_rng(SEED)
    inputs = {'x': (rng.integers(-256, 257, (ROWS, 6)) / 256).astype(np.float32)}
    names = ('serving_default', 'features')
    write_expected(directory, [{'signature': each, **run_signature(loaded, each, inputs)} for each in names])


def main(output, names):
    for name in names or MODELS:
        directory = output / name
        directory.mkdir(parents=True)
        make(name, directory)


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: python make_tf1_fixtures.py OUTPUT [NAME ...]')
    main(Path(sys.argv[1]), sys.argv[2:])

"""Makes a chain of dense layers with given weights, in two forms, for `npm run bench:growth`.

    python make_dense_chain.py WEIGHTS OUTPUT

reads float32 layers of 500 by 500 and writes OUTPUT/saved_model/ and OUTPUT/float.tflite.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')

import numpy as np
import tensorflow as tf

from fixture_tflite import converter_of
from plain_models import signature
from saved_models import save_model

WIDTH = 500


def chain(weights, batch):
    """The module of the chain and its signature."""
    module = tf.Module()
    module.layers = [tf.Variable(layer) for layer in weights]

    def serve(x):
        for layer in module.layers:
            x = tf.nn.relu(x @ layer)
        return {'y': x}

    return module, {'serving_default': signature(serve, x=((batch, WIDTH), tf.float32))}


def main(weights, output):
    """Writes both forms."""
    output.mkdir(parents=True)
    layers = np.fromfile(weights, np.float32).reshape(-1, WIDTH, WIDTH)
    save_model(output / 'saved_model', *chain(layers, batch=None))
    with converter_of(*chain(layers, batch=1)) as converter:
        (output / 'float.tflite').write_bytes(converter.convert())


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit('usage: python make_dense_chain.py WEIGHTS OUTPUT')
    main(Path(sys.argv[1]), Path(sys.argv[2]))

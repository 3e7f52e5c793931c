"""Exports a model of keras.applications with drawn weights, as SavedModel and as Keras file.

    python make_applications.py NAME SIDE OUTPUT

writes OUTPUT/saved_model/ and OUTPUT/model.keras of a model for pictures of SIDE x SIDE pixels, and prints how many
bytes its weights are. Its scores are raw: a softmax over a thousand classes of a model that knows nothing hides what differs.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')

import keras
import numpy as np

SEED = 20262


def main(name, side, output):
    keras.utils.set_random_seed(SEED)
    rng = np.random.default_rng(SEED)
    model = getattr(keras.applications, name)(
        weights=None, input_shape=(side, side, 3), classifier_activation=None
    )
    for weight in model.weights:
        kind = weight.path.split('/')[-1]
        # Those of a model that has learned nothing are 0 and 1: nothing would tell one from the other.
        if kind in ('moving_variance', 'gamma'):
            weight.assign(rng.uniform(0.7, 1.3, weight.shape).astype(np.float32))
        elif kind in ('moving_mean', 'beta'):
            weight.assign(rng.normal(0, 0.1, weight.shape).astype(np.float32))
    output.mkdir(parents=True)
    model.export(output / 'saved_model', verbose=False)
    model.save(output / 'model.keras')
    print(sum(int(np.prod(weight.shape)) * 4 for weight in model.weights))


if __name__ == '__main__':
    if len(sys.argv) != 4:
        sys.exit('usage: python make_applications.py NAME SIDE OUTPUT')
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))

"""
A peer, written as the tutorials do it: an HTTP function that loads the SavedModel on its first call.

The Functions Framework for Python runs it where pip can provide that; else Flask and gunicorn do, which is what the
framework is made of.
"""

import os
from pathlib import Path

import numpy as np
import tensorflow as tf

try:
    import functions_framework
except ImportError:
    functions_framework = None

model = None


def predict(request):
    """The scores of one image, sent as nested arrays of its pixels, from 0 to 255."""
    global model
    if model is None:
        model = tf.saved_model.load(os.environ.get('MODEL') or str(Path(__file__).parent / 'saved_model'))
    image = np.array(request.get_json()['data']['image'], np.float32)[np.newaxis] / 127.5 - 1
    scores = model.signatures['serving_default'](image=tf.constant(image))['scores']
    return {'result': {'scores': scores.numpy()[0].tolist()}}


if functions_framework:
    predict = functions_framework.http(predict)
else:
    import flask

    app = flask.Flask(__name__)
    app.add_url_rule('/', view_func=lambda: predict(flask.request), methods=['POST'])

"""SavedModels with signatures that have the given names of inputs and outputs."""

import tensorflow as tf

from fixture_files import json_tensors


def keras_module(model, fixture, batch):
    """A Keras model as a plain module: its SavedModel has the variables, but nothing that only Keras reads."""
    module = tf.Module()
    module.weights = [weight.value for weight in model.weights]

    def serve(**inputs):
        answer = model(inputs, training=False)
        answers = answer if isinstance(answer, list) else [answer]
        return dict(zip(fixture.outputs, answers, strict=True))

    specs = {name: tf.TensorSpec((batch, *shape), tf.float32, name) for name, shape in fixture.inputs.items()}
    return module, {'serving_default': tf.function(serve).get_concrete_function(**specs)}


def save_model(directory, module, signatures):
    """Writes a SavedModel without the fingerprint, which differs from run to run."""
    options = tf.saved_model.SaveOptions(save_debug_info=False)
    tf.saved_model.save(module, str(directory), signatures=signatures, options=options)
    (directory / 'fingerprint.pb').unlink()
    (directory / 'assets').rmdir()


def run_signature(loaded, name, inputs):
    """A loaded SavedModel's answer, in the form of `expected.json`."""
    outputs = loaded.signatures[name](**{key: tf.constant(value) for key, value in inputs.items()})
    return {
        'inputs': json_tensors(inputs),
        'outputs': json_tensors({key: value.numpy() for key, value in outputs.items()}),
    }

"""Converts models with TensorFlow's own converters, for `pilotlight convert`: python convert.py STEP, one of

    saved-model   a Keras file or a TensorFlow.js layers model becomes a SavedModel
    tflite        a SavedModel becomes a .tflite file, for one row at a time
    tfjs          a SavedModel becomes a TensorFlow.js graph model
    answers       a SavedModel answers the examples of a calibration

with its parameters as JSON on standard input. After a failure, the last line on standard error has the reason.
"""

import json
import os
import re
import sys
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

import numpy as np
import tensorflow as tf

SIGNATURE = 'serving_default'


def make_saved_model(source, kind, output):
    """Writes a Keras model as a SavedModel with its layers' names for inputs and outputs."""
    model = read_layers_model(Path(source)) if kind == 'tfjs-layers-model' else read_keras_file(source)
    names = [tensor.name for tensor in model.inputs]
    takes_names = isinstance(getattr(model, '_inputs_struct', None), dict)

    def serve(**inputs):
        given = [inputs[name] for name in names]
        answers = model(inputs if takes_names else given if len(given) > 1 else given[0], training=False)
        if isinstance(answers, dict):
            return answers
        return dict(zip(output_names(model), answers if isinstance(answers, (list, tuple)) else [answers]))

    # The whole model, not only its weights: a lookup layer has a table.
    module = tf.Module()
    module.model = model
    specs = {t.name: tf.TensorSpec(t.shape, t.dtype, t.name) for t in model.inputs}
    write_saved_model(module, tf.function(serve).get_concrete_function(**specs), output)


def output_names(model):
    """Returns the names of a model's outputs; a Sequential has no such names."""
    return getattr(model, 'output_names', None) or [model.layers[-1].name]


def read_keras_file(source):
    """Reads a `.keras` or `.h5` file without running code in it."""
    return tf.keras.models.load_model(source, compile=False, safe_mode=True)


def read_layers_model(file):
    """Reads a TensorFlow.js layers model, which has the configuration of Keras 2."""
    described = json.loads(file.read_text(encoding='utf-8'))
    topology = described['modelTopology']
    topology = topology.get('model_config', topology)
    kind = tf.keras.Sequential if topology['class_name'] == 'Sequential' else tf.keras.Model
    model = kind.from_config(without_regularizers(topology['config']))
    weights = read_layers_weights(described['weightsManifest'], file.parent)
    for layer in model.layers:
        layer.set_weights([weights.pop(f'{layer.name}/{name}') for name in map(weight_name, layer.weights)])
    if weights:
        raise ValueError(f'these weights belong to no layer: {", ".join(weights)}')
    return model


def weight_name(weight):
    """Returns the Keras 2 name of a weight: a depthwise kernel had a name of its own."""
    owner = weight.path.rsplit('/', 1)[0]
    return 'depthwise_kernel' if weight.name == 'kernel' and 'depthwise' in owner else weight.name


def without_regularizers(config):
    """Removes the parts for training from a configuration, as they have other names in Keras 3."""
    if isinstance(config, list):
        return [without_regularizers(each) for each in config]
    if not isinstance(config, dict):
        return config
    return {
        key: None if key.endswith(('_regularizer', '_constraint')) else without_regularizers(value)
        for key, value in config.items()
    }


def read_layers_weights(manifest, folder):
    """Returns the weights by name, quantized ones restored."""
    weights = {}
    for group in manifest:
        content = b''.join((folder / path).read_bytes() for path in group['paths'])
        offset = 0
        for entry in group['weights']:
            quantization = entry.get('quantization', {})
            dtype = np.dtype(quantization.get('dtype', entry['dtype']))
            count = int(np.prod(entry['shape']))
            values = np.frombuffer(content, dtype, count, offset).reshape(entry['shape'])
            offset += count * dtype.itemsize
            if 'scale' in quantization:
                values = values * quantization['scale'] + quantization['min']
            weights[entry['name']] = values.astype(entry['dtype'])
    return weights


def write_saved_model(module, function, output):
    """Writes a module with one signature."""
    options = tf.saved_model.SaveOptions(save_debug_info=False)
    tf.saved_model.save(module, str(output), signatures={SIGNATURE: function}, options=options)


def load_signature(saved_model):
    """Returns a SavedModel and its default signature. The model must live as long as the signature."""
    loaded = tf.saved_model.load(str(saved_model))
    if SIGNATURE not in loaded.signatures:
        raise ValueError(f'the SavedModel has no signature {SIGNATURE}')
    return loaded, loaded.signatures[SIGNATURE]


def with_one_row(saved_model, output):
    """Writes a SavedModel again with a batch of one, the only size that LiteRT runs."""
    loaded, signature = load_signature(saved_model)
    module = tf.Module()
    module.loaded = loaded
    specs = {}
    for name, spec in signature.structured_input_signature[1].items():
        shape = [1, *spec.shape[1:]] if spec.shape.rank else []
        if None in shape:
            raise ValueError(f'the input {name} has an open size besides its rows: {spec.shape}')
        specs[name] = tf.TensorSpec(shape, spec.dtype, name)
    serve = tf.function(lambda **inputs: signature(**inputs))
    write_saved_model(module, serve.get_concrete_function(**specs), output)


def make_tflite(source, quantize, calibration, output, scratch):
    """Writes a .tflite file with the given quantization."""
    one_row = Path(scratch) / 'one-row'
    with_one_row(source, one_row)
    converter = tf.lite.TFLiteConverter.from_saved_model(str(one_row), signature_keys=[SIGNATURE])
    if quantize != 'none':
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if quantize == 'float16':
        converter.target_spec.supported_types = [tf.float16]
    if quantize == 'int8':
        converter.representative_dataset = lambda: read_examples(calibration)
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = tf.int8
        converter.inference_output_type = tf.int8
    try:
        content = converter.convert()
    except Exception as error:
        missing = sorted(set(re.findall(r"'tf\.(\w+)' op is neither a custom op nor a flex op", str(error))))
        if not missing:
            raise
        raise ValueError(
            f'TensorFlow Lite has no operator for {", ".join(missing)}: leave out the layer that needs it, and give the model '
            'what that layer gives'
        ) from error
    Path(output).write_bytes(content)


def make_tfjs(source, output):
    """Writes a graph model with the TensorFlow.js converter."""
    import importlib.util
    from types import ModuleType

    # It always imports these, but the conversion of a SavedModel uses none of them.
    unused = ('jax', 'jax.experimental', 'jax.experimental.jax2tf', 'tensorflow_decision_forests', 'tensorflow_hub', 'tf_keras')
    missing = [name for name in unused if importlib.util.find_spec(name.partition('.')[0]) is None]
    sys.modules.update({name: ModuleType(name) for name in missing})
    from tensorflowjs import converters

    converters.convert_tf_saved_model(str(source), str(output), use_structured_outputs_names=False)


def write_answers(source, calibration, output):
    """Writes the answers of the original, as float32, example after example."""
    loaded, signature = load_signature(source)
    with Path(output).open('wb') as file:
        for inputs in read_examples(calibration):
            answers = list(signature(**{name: tf.constant(value) for name, value in inputs.items()}).values())
            if len(answers) != 1:
                raise ValueError(f'the model has {len(answers)} outputs; only one can be compared')
            file.write(answers[0].numpy().astype(np.float32).tobytes())
    del loaded


def read_examples(calibration):
    """Yields the examples of a calibration, one row each, inputs by name."""
    content = np.memmap(calibration['file'], np.uint8, 'r')
    for places in calibration['examples']:
        yield {
            place['name']: np.frombuffer(content, place['dtype'], place['length'], place['offset']).reshape(place['shape'])
            for place in places
        }


STEPS = {
    'saved-model': make_saved_model,
    'tflite': make_tflite,
    'tfjs': make_tfjs,
    'answers': write_answers,
}

if __name__ == '__main__':
    if len(sys.argv) != 2 or sys.argv[1] not in STEPS:
        sys.exit(__doc__)
    try:
        STEPS[sys.argv[1]](**json.load(sys.stdin))
    except Exception as error:  # DEBUG shows the whole trace; by default the last line is enough.
        if os.environ.get('DEBUG'):
            raise
        sys.exit(' '.join(f'{type(error).__name__}: {error}'.split())[:2000])

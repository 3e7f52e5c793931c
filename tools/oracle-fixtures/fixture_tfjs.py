"""TensorFlow.js models, written by the converter of TensorFlow.js: the Python package `tensorflowjs`."""

import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import h5py
import keras  # noqa: F401

from keras_models import without_loop
from saved_models import keras_module, save_model

# The converter imports these for every conversion, but none of the conversions here uses them. Keras itself imports jax
# if it is installed, so Keras must be imported before an empty jax module.
UNUSED = (
    'jax',
    'jax.experimental',
    'jax.experimental.jax2tf',
    'tensorflow_decision_forests',
    'tensorflow_hub',
    'tf_keras',
)


def import_converter():
    """Imports the converter, with empty modules in place of those that are neither installed nor used."""
    if 'tensorflowjs' not in sys.modules:
        missing = [name for name in UNUSED if not is_installed(name)]
        sys.modules.update({name: ModuleType(name) for name in missing})
    from tensorflowjs import converters

    return converters


def is_installed(name):
    """True if the package of a module can be imported."""
    return importlib.util.find_spec(name.partition('.')[0]) is not None


def convert_graph(saved_model, directory, **options):
    """Writes a SavedModel's default signature as a graph model."""
    import_converter().convert_tf_saved_model(str(saved_model), str(directory), **options)
    sort_keys(directory)


def sort_keys(directory):
    """Sorts `model.json`: the converter writes a signature's tensors and an op's attributes in no fixed order."""
    file = directory / 'model.json'
    model = json.loads(file.read_text())
    file.write_text(json.dumps(model, sort_keys=True, separators=(',', ':')) + '\n')


def convert_keras_graph(fixture, model, directory):
    """Writes a Keras model as a graph model."""
    with tempfile.TemporaryDirectory() as scratch:
        saved_model = Path(scratch) / 'saved_model'
        save_model(saved_model, *keras_module(without_loop(fixture, model), fixture, batch=None))
        convert_graph(saved_model, directory)


def convert_layers(model, directory):
    """Writes a Keras model as a layers model."""
    directory.mkdir(exist_ok=True)
    conversion = import_converter().keras_h5_conversion
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / 'model.h5'
        model.save(file)
        with h5py.File(file, 'r+') as h5:
            h5.attrs['model_config'] = json.dumps(keras_2_config(json.loads(h5.attrs['model_config'])))
            topology, groups = conversion.h5_merged_saved_model_to_tfjs_format(h5)
        conversion.write_artifacts(topology, keras_2_weights(topology, groups), str(directory))
    sort_keys(directory)


def keras_2_config(model_config):
    """A functional model's configuration in the form of Keras 2, the only one that TensorFlow.js reads."""
    config = model_config['config']
    return {
        'class_name': model_config['class_name'],
        'config': {
            'name': config['name'],
            'layers': [keras_2_layer(layer) for layer in config['layers']],
            'input_layers': list_of_references(config['input_layers']),
            'output_layers': list_of_references(config['output_layers']),
        },
    }


def keras_2_layer(layer):
    """A layer's configuration: its dtype by name, its shape and its inputs under their older names."""
    config = dict(layer['config'])
    if isinstance(config.get('dtype'), dict):
        config['dtype'] = config['dtype']['config']['name']
    if 'batch_shape' in config:
        config['batch_input_shape'] = config.pop('batch_shape')
    return {
        'class_name': layer['class_name'],
        'name': layer['name'],
        'config': config,
        'inbound_nodes': [[[*history, {}] for history in tensor_histories(node)] for node in layer['inbound_nodes']],
    }


def keras_2_weights(topology, groups):
    """Weights by their names in Keras 2, which has a separate name for a depthwise convolution's kernel."""
    layers = topology['model_config']['config']['layers']
    depthwise = {f'{layer["name"]}/kernel' for layer in layers if layer['class_name'] == 'DepthwiseConv2D'}

    def rename(weight):
        name = weight['name']
        return {**weight, 'name': name.replace('/kernel', '/depthwise_kernel') if name in depthwise else name}

    return [[rename(weight) for weight in group] for group in groups]


def tensor_histories(node):
    """The sources of a layer call's tensors: layer, call and output of each."""
    [argument] = node['args']
    tensors = argument if isinstance(argument, list) else [argument]
    return [tensor['config']['keras_history'] for tensor in tensors]


def list_of_references(references):
    """A list of references: Keras 3 omits the list around a single input or output."""
    return [references] if isinstance(references[0], str) else references

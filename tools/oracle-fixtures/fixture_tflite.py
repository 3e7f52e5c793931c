"""TFLite files, and the answers of TensorFlow's own interpreter."""

import tempfile
from pathlib import Path

import numpy as np
import tensorflow as tf

from fixture_files import json_tensors
from keras_models import without_loop
from saved_models import keras_module, save_model

INTEGER_TYPES = {'int8': tf.int8, 'uint8': tf.uint8}


def make_variants(fixture, model, directory, rows, calibration):
    """Writes each variant of a model; returns the answers, by variant."""
    return {
        variant: make_variant(fixture, model, variant, directory / f'{variant}.tflite', rows, calibration)
        for variant in fixture.tflite_variants
    }


def make_variant(fixture, model, variant, file, rows, calibration):
    """Writes one variant, quantized as its name says; returns its answers."""
    batch = None if variant == 'dynamic-batch' else 1
    source = without_loop(fixture, model) if variant in INTEGER_TYPES else model
    with converter_of(*keras_module(source, fixture, batch)) as converter:
        if variant == 'dynamic':
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        if variant in INTEGER_TYPES:
            quantize(converter, INTEGER_TYPES[variant], calibration)
        file.write_bytes(converter.convert())
    return run_rows(open_interpreter(file), rows)


class converter_of:
    """A converter of a module's signatures, valid while the SavedModel that it reads exists."""

    def __init__(self, module, signatures):
        self.module, self.signatures = module, signatures

    def __enter__(self):
        self.scratch = tempfile.TemporaryDirectory()
        directory = Path(self.scratch.name)
        save_model(directory, self.module, self.signatures)
        return tf.lite.TFLiteConverter.from_saved_model(str(directory), signature_keys=list(self.signatures))

    def __exit__(self, *_):
        self.scratch.cleanup()


def quantize(converter, integer_type, calibration):
    """Quantizes to integers throughout, with integer inputs and outputs."""
    def one_row_at_a_time():
        for rows in calibration:
            for at in range(len(next(iter(rows.values())))):
                yield {name: tensor[at : at + 1] for name, tensor in rows.items()}

    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = one_row_at_a_time
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = integer_type
    converter.inference_output_type = integer_type


def open_interpreter(file):
    """The interpreter with TFLite's own kernels: with XNNPACK, answers depend on the machine's CPU."""
    resolver = tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    return tf.lite.Interpreter(model_path=str(file), experimental_op_resolver_type=resolver, num_threads=1)


def run_rows(interpreter, rows):
    """Runs one row after another; returns the stacked inputs and answers, as integers where the model has integers."""
    runner = interpreter.get_signature_runner('serving_default')
    inputs = {name: quantized(tensor, runner.get_input_details()[name]) for name, tensor in rows.items()}
    count = len(next(iter(inputs.values())))
    answers = [
        {name: value.copy() for name, value in runner(**{n: t[at : at + 1] for n, t in inputs.items()}).items()}
        for at in range(count)
    ]
    outputs = {name: np.concatenate([answer[name] for answer in answers]) for name in answers[0]}
    return {
        'inputs': with_quantization(inputs, runner.get_input_details()),
        'outputs': with_quantization(outputs, runner.get_output_details()),
    }


def quantized(tensor, details):
    """A float tensor, converted to the type of an input."""
    if details['dtype'] == np.float32:
        return tensor
    scale, zero_point = details['quantization']
    limits = np.iinfo(details['dtype'])
    return np.clip(np.round(tensor / scale) + zero_point, limits.min, limits.max).astype(details['dtype'])


def with_quantization(tensors, details):
    """Tensors as in `expected.json`; integers have the scale and zero point that turn them into real numbers."""
    written = json_tensors(tensors)
    for name, tensor in written.items():
        if details[name]['dtype'] in (np.int8, np.uint8):
            scale, zero_point = details[name]['quantization']
            tensor['quantization'] = {'scale': float(scale), 'zeroPoint': int(zero_point)}
    return written


def make_signatures(file, module, signatures, calls):
    """Writes a file with all the signatures; returns the answer of each call."""
    with converter_of(module, signatures) as converter:
        file.write_bytes(converter.convert())
    interpreter = open_interpreter(file)
    return [
        {
            'signature': name,
            'inputs': json_tensors(inputs),
            'outputs': json_tensors(interpreter.get_signature_runner(name)(**inputs)),
        }
        for name, inputs in calls
    ]

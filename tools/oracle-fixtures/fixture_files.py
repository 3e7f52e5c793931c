"""`expected.json`: tensors as JSON, flat, in row-major order."""

import json

import numpy as np


def write_expected(directory, answers):
    """Writes the answers of a fixture's models: one call, or several under `calls`."""
    expected = answers[0] if len(answers) == 1 else {'calls': answers}
    text = json.dumps(expected, ensure_ascii=False, separators=(',', ':'), allow_nan=False)
    (directory / 'expected.json').write_text(text + '\n', encoding='utf-8')


def json_tensors(tensors):
    """Tensors by name, in the order of their names."""
    return {name: json_tensor(np.asarray(tensors[name])) for name in sorted(tensors)}


def json_tensor(array):
    """One tensor: its dtype by its name in Pilotlight, its shape and its elements."""
    dtype = 'string' if array.dtype == object else str(array.dtype)
    return {'dtype': dtype, 'shape': list(array.shape), 'data': [json_element(x, dtype) for x in array.ravel().tolist()]}


def json_element(element, dtype):
    """
    An element as JSON. A float has every digit of its exact value. An int64 is a string, because a JavaScript number
    may not hold it; a string is text.
    """
    if dtype == 'int64':
        return str(element)
    return element.decode() if isinstance(element, bytes) else element

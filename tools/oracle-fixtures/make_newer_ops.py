"""Lists the ops and attributes of TensorFlow that are newer than the platform's libtensorflow.

    python make_newer_ops.py PLATFORM.go LATER.go OUTPUT.json

For packages/model-formats/src/saved-model/newer/newer-ops.json. The first two are `tensorflow/go/op/wrappers.go`, which
TensorFlow generates from its ops, in the platform's version (2.9.1, tag v2.9.1) and in a later one (here 2.15.0). The
definitions are those of the installed TensorFlow. Go has no wrappers for ops that are hidden from it, so an op counts
as newer if the later file has it and the platform's does not.
"""

import json
import re
import sys

from tensorflow.core.framework import op_def_pb2
from tensorflow.python.client import pywrap_tf_session

from make_op_definitions import attribute

PLATFORM = '2.9.1'

# Hidden from Go, or newer than the later file as well.
LATER_STILL = (
    'CalibrationStatisticsSaver',
    'CustomAggregator',
    'DecodeJxl',
    'DecodeWebP',
    'DistributedSave',
    'RaggedFillEmptyRows',
    'RaggedFillEmptyRowsGrad',
    'XlaCallModule',
)
# Types that follow from an op's inputs, which the wrappers do not name: from the history of its definition.
LATER_TYPES = {'ConcatOffset': ('shape_type',), 'TopKV2': ('Tk',)}

# For debugging or for gradients: an op works the same without them.
HINTS = ('debug_name', 'sparse_gradient', 'grad_a', 'grad_b', 'grad_x', 'grad_y')

# Ops for training, for reading data, or for other devices: no served model has them.
NOT_SERVED = re.compile(r'^(_|Collective|DTensor)|Dataset|TPU|Tpu|Dedup|Checkpoints|Debug')


def wrapped(path):
    """The ops of a wrappers.go, each with the attributes that it names."""
    with open(path, encoding='utf-8') as file:
        text = file.read()
    setters = re.findall(r'^func \w+\([^)]*\) (\w+)Attr \{\n[^\n]*\n\t\tm\["(\w+)"\] = value', text, re.M)
    found = {}
    for function in re.finditer(r'^func (\w+)\(scope \*Scope.*?^}\n', text, re.M | re.S):
        op = re.search(r'Type: "(\w+)"', function[0])
        if not op:
            continue
        required = re.search(r'attrs := map\[string\]interface\{\}\{(.*?)\}', function[0])
        names = re.findall(r'"(\w+)":', required[1]) if required else []
        found[op[1]] = {*names, *(name for owner, name in setters if owner == function[1])}
    return found


def newer_attributes(op, known):
    """Attributes added later to an op that the platform has: their defaults, or a note that they are only hints."""
    inferred = {name for arg in op.input_arg for name in (arg.type_attr, arg.number_attr, arg.type_list_attr)}
    later = LATER_TYPES.get(op.name, ())
    new = [
        each
        for each in op.attr
        if each.name in later or (each.name not in known and each.name not in inferred)
    ]
    return {each.name: 'hint' if each.name in HINTS else attribute(each.default_value) for each in new}


def main(platform, later, output):
    registered = op_def_pb2.OpList()
    registered.ParseFromString(pywrap_tf_session.TF_GetBuffer(pywrap_tf_session.TF_GetAllOpList()))
    by_name = {op.name: op for op in registered.op if not NOT_SERVED.search(op.name)}
    before, after = wrapped(platform), wrapped(later)
    ops = sorted(name for name in by_name if name not in before and (name in after or name in LATER_STILL))
    attributes = {name: newer_attributes(by_name[name], before[name]) for name in sorted(by_name) if name in before}
    lines = [
        f'    {json.dumps(name)}: {json.dumps(newer)}' for name, newer in attributes.items() if newer
    ]
    with open(output, 'w', encoding='utf-8') as file:
        file.write(f'{{\n  "version": "{PLATFORM}",\n  "ops": {json.dumps(ops)},\n  "attributes": {{\n')
        file.write(',\n'.join(lines) + '\n  }\n}\n')


if __name__ == '__main__':
    if len(sys.argv) != 4:
        sys.exit('usage: python make_newer_ops.py PLATFORM.go LATER.go OUTPUT.json')
    main(*sys.argv[1:])

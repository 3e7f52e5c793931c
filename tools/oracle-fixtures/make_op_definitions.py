"""Writes the outputs and the default attributes of each op, from TensorFlow's public op definitions.

    python make_op_definitions.py OUTPUT.json

For packages/converter/src/graph/op-definitions.json. Ops that train, communicate or read data are left out.
"""

import json
import re
import sys

from tensorflow.core.framework import op_def_pb2, types_pb2
from tensorflow.python.client import pywrap_tf_session

NOT_SERVED = re.compile(
    r'^(_|Xla|TPU|Collective|Nccl|Experimental|BoostedTrees|LoadTPU|RetrieveTPU|Apply|SparseApply|ResourceApply|'
    r'ResourceSparseApply|Quantized|UniformQuantiz|Uniform[A-Z].*Quant|Tensorrt|TRT|Data[A-Z].*Service|DTensor|Risc|Stage|'
    r'Unstage|Map(Clear|Incomplete|Peek|Size|Stage|Unstage)|OrderedMap|Barrier|Worker|Tpu|.*TPU|Enqueue|Dequeue|Recv|'
    r'Send|Accumulate|ConditionalAccumulator|.*Dataset|.*Iterator|.*Queue|.*Reader|.*Summary|Record|Tensor(Forest|SliceD))'
)


def dtype_name(number):
    """A dtype by its name in Pilotlight."""
    name = types_pb2.DataType.Name(number)
    ref = name.endswith('_REF')
    name = name.removeprefix('DT_').removesuffix('_REF').lower()
    names = {'float': 'float32', 'double': 'float64', 'half': 'float16'}
    return names.get(name, name), ref


def attribute(value):
    """An attribute in packages/converter's form; None for one that it does not keep."""
    kind = value.WhichOneof('value')
    if kind in ('i', 'b'):
        return {kind: getattr(value, kind)}
    if kind == 'f':
        return {'f': float(repr(value.f))} if abs(value.f) < 1e38 else None
    if kind == 's':
        return {'s': value.s.decode('latin-1')}
    if kind == 'type':
        return {'type': dtype_name(value.type)[0]}
    if kind == 'shape':
        return {'shape': None if value.shape.unknown_rank else [dim.size for dim in value.shape.dim]}
    if kind == 'list':
        held = value.list
        for name in ('i', 'b', 'f'):
            if getattr(held, name):
                return {'list': {name: list(getattr(held, name))}}
        if held.s:
            return {'list': {'s': [each.decode('latin-1') for each in held.s]}}
        if held.type:
            return {'list': {'type': [dtype_name(each)[0] for each in held.type]}}
        return {'list': {}}
    return None


def output(argument):
    """An output: its name, its dtype or the attribute that sets it, and the attribute that sets their number."""
    described = {'name': argument.name}
    if argument.type_list_attr:
        return {**described, 'types': argument.type_list_attr}
    described |= {'typeOf': argument.type_attr} if argument.type_attr else {'type': dtype_name(argument.type)[0]}
    return {**described, 'count': argument.number_attr} if argument.number_attr else described


def describe(op):
    """The kept part of an op's definition."""
    defaults = {
        attr.name: attribute(attr.default_value) for attr in op.attr if attr.HasField('default_value')
    }
    defaults = {name: value for name, value in defaults.items() if value is not None}
    return {
        'outputs': [output(argument) for argument in op.output_arg],
        **({'defaults': defaults} if defaults else {}),
        **({'isStateful': True} if op.is_stateful else {}),
    }


def main(path):
    ops = op_def_pb2.OpList()
    ops.ParseFromString(pywrap_tf_session.TF_GetBuffer(pywrap_tf_session.TF_GetAllOpList()))
    kept = sorted((op for op in ops.op if not NOT_SERVED.match(op.name)), key=lambda op: op.name)
    # One line per op, so that changes are readable.
    lines = [f'{json.dumps(op.name)}: {json.dumps(describe(op), separators=(",", ":"))}' for op in kept]
    with open(path, 'w', encoding='utf-8') as file:
        file.write('{\n' + ',\n'.join(lines) + '\n}\n')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_op_definitions.py OUTPUT.json')
    main(sys.argv[1])

import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { Attributes } from './attribute.ts';
import type { Value, ValueSpec } from './graph-node.ts';
import { inferShape } from './infer-shape.ts';
import { opDefinition } from './op-definition.ts';

/** The most outputs that a node of a hostile model may claim. */
const MAX_OUTPUTS = 10_000;

/**
 * Returns the outputs of an operation: dtypes from the op's definition, and shapes if they can be inferred.
 *
 * @throws {TypeError} if the op is not known, or lacks an attribute that gives a dtype.
 */
export function inferOutputs(op: string, inputs: readonly Value[], attributes: Attributes): ValueSpec[] {
  const dtypes = outputDtypes(op, inputs, attributes);
  const shapes = inferShape(op, inputs, attributes);
  return dtypes.map((dtype, at) => ({ dtype, shape: shapes?.[at] }));
}

function outputDtypes(op: string, inputs: readonly Value[], attributes: Attributes): DataTypeName[] {
  const definition = opDefinition(op);
  if (!definition) throw new TypeError(`the op ${op} is not known`);
  return definition.outputs.flatMap(({ name, type, typeOf, types, count }) => {
    if (types !== undefined) {
      const attribute = attributes[types];
      return attribute && 'list' in attribute && 'type' in attribute.list ? attribute.list.type : [];
    }
    const dtype = type ?? typeFrom(attributes, typeOf) ?? inputDtype(op, typeOf, inputs);
    if (dtype === undefined) throw new TypeError(`${op} has no dtype for its output '${name}'`);
    if (count === undefined) return [dtype];
    const attribute = attributes[count];
    const length = attribute && 'i' in attribute ? attribute.i : 0;
    if (length > MAX_OUTPUTS) throw new RangeError(`${op} has ${length} outputs`);
    return Array.from<DataTypeName>({ length }).fill(dtype);
  });
}

function typeFrom(attributes: Attributes, name: string | undefined): DataTypeName | undefined {
  const attribute = name === undefined ? undefined : attributes[name];
  return attribute && 'type' in attribute ? attribute.type : undefined;
}

/** Nodes that code adds may leave `T` out: it is the dtype of their first operand, mostly. */
function inputDtype(
  op: string,
  typeOf: string | undefined,
  inputs: readonly Value[],
): DataTypeName | undefined {
  if (typeOf === 'Tparams') return inputs[0]?.dtype;
  return typeOf === 'T' || typeOf === 'U' || typeOf === 'Tidx'
    ? inputs[op.startsWith('Select') ? 1 : 0]?.dtype
    : undefined;
}

import { DATA_TYPE_NAMES } from '@pilotlight/model-runtime/saved-model';
import * as v from 'valibot';
import type { NodeMessage } from '../saved-model-proto.ts';
import newerOps from './newer-ops.json' with { type: 'json' };

/** An attribute that an op does not need: one with its default value, or a hint with any value. */
const dispensableSchema = v.union([
  v.literal('hint'),
  v.object({
    s: v.optional(v.string(), ''),
    i: v.optional(v.number(), 0),
    b: v.optional(v.boolean(), false),
    type: v.optional(v.string()),
  }),
]);
const attributesSchema = v.record(v.string(), v.record(v.string(), dispensableSchema));
const newer = v.parse(
  v.object({ version: v.string(), ops: v.array(v.string()), attributes: attributesSchema }),
  newerOps,
);

/** Version of TensorFlow that the npm package @tensorflow/tfjs-node installs in a deployed function. */
export const PLATFORM_TENSORFLOW = newer.version;

type Value = NodeMessage['attr'][string];
type Dispensable = v.InferOutput<typeof dispensableSchema>;

const OPS: ReadonlySet<string> = new Set(newer.ops);
const ATTRIBUTES = new Map(
  Object.entries(newer.attributes).map(([op, attributes]) => [op, new Map(Object.entries(attributes))]),
);

/** True if an op got attributes since that version. */
export function hasNewerAttributes(op: string): boolean {
  return ATTRIBUTES.has(op);
}

/** Returns a node's attributes that the platform's TensorFlow refuses: those that can be left out, and those that cannot. */
export function newerAttributesOf({ op, attr }: Pick<NodeMessage, 'op' | 'attr'>): {
  dispensable: string[];
  needed: string[];
} {
  const known = ATTRIBUTES.get(op);
  const found = Object.entries(attr).flatMap(([name, value]) => {
    const without = known?.get(name);
    return without === undefined
      ? []
      : [{ name, isDispensable: without === 'hint' || isValue(value, without) }];
  });
  const names = (dispensable: boolean) =>
    found.filter(({ isDispensable }) => isDispensable === dispensable).map(({ name }) => name);
  return { dispensable: names(true), needed: names(false) };
}

function isValue(value: Value, { s, i, b, type }: Exclude<Dispensable, 'hint'>): boolean {
  return (
    Buffer.from(value.s).toString() === s &&
    Number(String(value.i)) === i &&
    value.b === b &&
    (type === undefined || DATA_TYPE_NAMES.get(value.type) === type)
  );
}

/** Names the parts of a node that the platform's TensorFlow lacks, such as "the op ApproxTopK"; empty if it lacks none. */
export function newerPartsOf(node: NodeMessage): string[] {
  return [
    ...(OPS.has(node.op) ? [`the op ${node.op}`] : []),
    ...newerAttributesOf(node).needed.map((name) => `the attribute ${name} of ${node.op}`),
  ];
}

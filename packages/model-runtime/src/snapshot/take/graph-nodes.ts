import * as v from 'valibot';
import type { TailAttribute } from '../tail/snapshot-tail.ts';

const attribute = v.looseObject({
  i: v.optional(v.union([v.string(), v.number()])),
  f: v.optional(v.union([v.string(), v.number()])),
  b: v.optional(v.boolean()),
  s: v.optional(v.string()),
  type: v.optional(v.string()),
  list: v.optional(v.looseObject({ i: v.optional(v.array(v.union([v.string(), v.number()]))) })),
});

/** A node of a graph, as the converter writes it. */
export const graphNode = v.looseObject({
  name: v.string(),
  op: v.string(),
  input: v.optional(v.array(v.string()), []),
  attr: v.optional(v.record(v.string(), v.looseObject({})), {}),
});
export type GraphNode = v.InferOutput<typeof graphNode>;

/** The dtypes that TensorFlow.js has instead of TensorFlow's. */
const DTYPES: Readonly<Record<string, string>> = {
  DT_FLOAT: 'float32',
  DT_HALF: 'float32',
  DT_DOUBLE: 'float32',
  DT_INT8: 'int32',
  DT_UINT8: 'int32',
  DT_INT32: 'int32',
  DT_INT64: 'int32',
  DT_BOOL: 'bool',
};

/** Returns the name of the node in a reference: `name`, `name:1`, or `^name` if it only has to run before. */
export function nameIn(reference: string): string {
  return reference.replace(/^\^/, '').replace(/:\d+$/, '');
}

/** Returns a reference without the number of a first result. */
export function plainReference(reference: string): string {
  return reference.replace(/:0$/, '');
}

/** Returns the attributes that are numbers, truth values, lists of numbers, or dtypes. */
export function attributesOf({ attr }: GraphNode): Record<string, TailAttribute> {
  return Object.fromEntries(
    Object.entries(attr).flatMap(([name, value]) => {
      const plain = name.startsWith('_') ? undefined : plainAttribute(value);
      return plain === undefined ? [] : [[name, plain] as const];
    }),
  );
}

function plainAttribute(value: unknown): TailAttribute | undefined {
  const { i, f, b, type, list } = v.parse(attribute, value);
  if (i !== undefined) return Number(i);
  if (f !== undefined) return Number(f);
  if (type !== undefined) return DTYPES[type];
  return b ?? list?.i?.map(Number);
}

/**
 * Returns the loop of each node that is in one. `Enter` brings a tensor into a loop, which it names, and `Exit` out of it.
 * All else is where its inputs are.
 */
export function loopsOf(nodes: ReadonlyMap<string, GraphNode>): Map<string, string> {
  const loops = new Map<string, string>();
  const around = new Map<string, string | undefined>();
  for (let before = -1; before < loops.size;) {
    before = loops.size;
    for (const [name, { op, input, attr }] of nodes) {
      if (loops.has(name)) continue;
      // The deepest of them: an input from further out would have to be brought in.
      const inner = input.map((reference) => loops.get(nameIn(reference))).find((loop) => loop !== undefined);
      if (op === 'Enter') {
        const loop = frameOf(attr['frame_name']);
        around.set(loop, inner);
        loops.set(name, loop);
      } else if (op === 'Exit') {
        const outer = inner === undefined ? undefined : around.get(inner);
        if (outer !== undefined) loops.set(name, outer);
      } else if (inner !== undefined) {
        loops.set(name, inner);
      }
    }
  }
  return loops;
}

function frameOf(value: unknown): string {
  return v.parse(attribute, value ?? {}).s ?? '';
}

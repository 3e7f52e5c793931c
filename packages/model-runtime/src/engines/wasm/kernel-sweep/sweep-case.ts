import { readdirSync, readFileSync } from 'node:fs';
import type { NamedTensors, Tensor } from '@pilotlight/protocol/tensors';
import * as v from 'valibot';

const SPECIAL: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity,
  '-Infinity': -Infinity,
  '-0': -0,
};
const element = v.union([
  v.number(),
  v.pipe(
    v.picklist(['NaN', 'Infinity', '-Infinity', '-0']),
    v.transform((text) => SPECIAL[text] ?? 0),
  ),
]);
const utf8 = new TextEncoder();
const shape = v.array(v.number());
const numbers = v.pipe(
  v.tuple([v.picklist(['float32', 'int32', 'bool']), shape, v.array(element)]),
  v.transform(([dtype, sizes, values]): Tensor => {
    if (dtype === 'float32') return { dtype, shape: sizes, data: Float32Array.from(values) };
    return {
      dtype,
      shape: sizes,
      data: dtype === 'int32' ? Int32Array.from(values) : Uint8Array.from(values),
    };
  }),
);
const strings = v.pipe(
  v.tuple([v.literal('string'), shape, v.array(v.string())]),
  v.transform(([dtype, sizes, texts]): Tensor => ({
    dtype,
    shape: sizes,
    data: texts.map((text) => utf8.encode(text)),
  })),
);
const tensor = v.union([numbers, strings]);
const attributes = v.record(v.string(), v.unknown());
const shared = {
  /** The unusual thing about it. */
  why: v.optional(v.string(), ''),
  inputs: v.array(tensor),
  /** TensorFlow's answer. */
  outputs: v.optional(v.array(tensor), []),
  /** TensorFlow refuses it. */
  fails: v.optional(v.boolean(), false),
  /** Tolerance, as a fraction of the answer. */
  tolerance: v.optional(v.number(), 1e-5),
  /** The reason why TensorFlow's answer is not binding. */
  undefined: v.optional(v.string()),
};
const opCase = v.object({
  ...shared,
  op: v.string(),
  attrs: v.optional(attributes, {}),
  /** Number of inputs that a caller gives; the others are weights. */
  fed: v.optional(v.number(), Infinity),
  /** For several ops: the graph, and the names of its inputs and outputs. */
  nodes: v.optional(v.array(attributes)),
  names: v.optional(v.tuple([v.array(v.string()), v.array(v.string())])),
  /** The functions that its nodes call. */
  functions: v.optional(v.array(attributes), []),
});
const layerCase = v.object({
  ...shared,
  layer: v.string(),
  config: attributes,
  /** Layers that come after it, each with its configuration. */
  after: v.optional(v.array(v.tuple([v.string(), attributes])), []),
  weights: v.optional(v.array(v.tuple([v.string(), tensor])), []),
});

export type OpCase = v.InferOutput<typeof opCase>;
export type LayerCase = v.InferOutput<typeof layerCase>;
export type SweepCase = OpCase | LayerCase;

const FIXTURES = new URL('fixtures/', import.meta.url);

/** Reads all cases that tools/oracle-fixtures has run in TensorFlow. */
export function readCases(): SweepCase[] {
  return readdirSync(FIXTURES)
    .toSorted()
    .flatMap((file) =>
      v.parse(
        v.array(v.union([layerCase, opCase])),
        JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8')),
      ),
    );
}

/** Returns the subject of a case: an op or a layer. */
export function subjectOf(one: SweepCase): string {
  return 'op' in one ? one.op : `layer ${one.layer}`;
}

/** Returns the input tensors of a case, by name. */
export function inputsOf(one: SweepCase): NamedTensors {
  return Object.fromEntries(
    one.inputs.flatMap((value, at) => (isWeight(one, at) ? [] : [[inputName(one, at), value]])),
  );
}

/** True if an input is part of the model, such as strings, which a caller cannot give. */
export function isWeight(one: SweepCase, at: number): boolean {
  return 'op' in one && (at >= one.fed || one.inputs[at]?.dtype === 'string');
}

export function inputName(one: SweepCase, at: number): string {
  return ('op' in one ? one.names?.[0][at] : undefined) ?? `x${at}`;
}

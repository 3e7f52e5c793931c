import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import * as v from 'valibot';
import type { FoundSignature, FoundTensor } from '../found-signature.ts';
import { type Graph, type GraphNode, nodeName, shapeSchema } from './graph-model.ts';

const tensorsSchema = v.optional(
  v.record(
    v.string(),
    v.object({
      name: v.string(),
      dtype: v.optional(v.string()),
      tensorShape: v.optional(shapeSchema),
      resourceId: v.optional(v.unknown()),
    }),
  ),
  {},
);
const signatureSchema = v.object({ inputs: tensorsSchema, outputs: tensorsSchema });
const typeSchema = v.object({ type: v.string() });
const shapeAttrSchema = v.object({ shape: shapeSchema });

/** What TensorFlow.js holds tensors of these types in. */
const HELD_AS: Readonly<Record<string, string>> = {
  DT_FLOAT: 'float32',
  DT_DOUBLE: 'float32',
  DT_INT32: 'int32',
  DT_INT64: 'int32',
  DT_UINT8: 'int32',
  DT_INT8: 'int32',
  DT_BOOL: 'bool',
  DT_STRING: 'string',
};

/** Pilotlight's own converter writes all of several signatures here. */
const allSchema = v.object({ signatures: v.record(v.string(), signatureSchema) });

/** The signatures of a graph model that has more than the format has room for, else its one. */
export function graphSignatures(
  graph: Graph,
  written: unknown,
  metadata: unknown,
): Map<string, FoundSignature> {
  const all = v.safeParse(allSchema, metadata);
  if (!all.success) return graphSignature(graph, written);
  return new Map(
    Object.entries(all.output.signatures).flatMap(([name, signature]) =>
      [...graphSignature(graph, signature).values()].map((found): [string, FoundSignature] => [name, found]),
    ),
  );
}

/**
 * The one signature of a graph model. Where the file has none, its tensors are called by the names of their nodes:
 * the placeholders, and the nodes that no other takes anything from.
 */
function graphSignature(graph: Graph, written: unknown): Map<string, FoundSignature> {
  const nodes = new Map(graph.node.map((node) => [node.name, node]));
  const { inputs, outputs } = v.parse(signatureSchema, written ?? {});
  const describe = (tensors: typeof inputs) =>
    Object.entries(tensors)
      // A captured resource is no input.
      .filter(([, { resourceId }]) => resourceId === undefined)
      .map(([name, { name: tensor, dtype, tensorShape }]): [string, FoundTensor] => {
        const found = fromNode(nodes.get(nodeName(tensor)));
        return [
          name,
          { dtype: dtype ? heldAs(dtype) : found.dtype, shape: toShape(tensorShape) ?? found.shape },
        ];
      });
  const named = { inputs: describe(inputs), outputs: describe(outputs) };
  const signature = {
    inputs: new Map(named.inputs.length > 0 ? named.inputs : placeholders(graph)),
    outputs: new Map(named.outputs.length > 0 ? named.outputs : ends(graph)),
  };
  return new Map([[DEFAULT_SIGNATURE, signature]]);
}

function placeholders(graph: Graph): [string, FoundTensor][] {
  return graph.node
    .filter(({ op }) => op.startsWith('Placeholder'))
    .map((node) => [node.name, fromNode(node)]);
}

function ends(graph: Graph): [string, FoundTensor][] {
  const taken = new Set(graph.node.flatMap(({ input }) => input.map(nodeName)));
  return graph.node.filter(({ name }) => !taken.has(name)).map((node) => [node.name, fromNode(node)]);
}

/** A node says the type of what it gives, and mostly its shape, in attributes. */
function fromNode(node: GraphNode | undefined): FoundTensor {
  const attr = new Map(Object.entries(node?.attr ?? {}));
  const type = ['dtype', 'DstT', 'T']
    .map((key) => v.safeParse(typeSchema, attr.get(key)))
    .find((read) => read.success);
  const outputs = v.safeParse(
    v.object({ list: v.object({ shape: v.array(shapeSchema) }) }),
    attr.get('_output_shapes'),
  );
  const shape = v.safeParse(shapeAttrSchema, attr.get('shape'));
  return {
    dtype: type ? heldAs(type.output.type) : 'unknown to the file',
    shape: toShape(
      outputs.success ? outputs.output.list.shape[0] : shape.success ? shape.output.shape : undefined,
    ),
  };
}

function toShape(shape: v.InferOutput<typeof shapeSchema> | undefined): number[] | undefined {
  return shape && !shape.unknownRank ? shape.dim.map((dimension) => dimension.size) : undefined;
}

function heldAs(type: string): string {
  return Object.hasOwn(HELD_AS, type) ? (HELD_AS[type] ?? type) : type.replace(/^DT_/, '').toLowerCase();
}

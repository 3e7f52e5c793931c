import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import * as v from 'valibot';
import { FIRST_ISSUE } from './first-issue.ts';
import type { FoundSignature, FoundTensor } from '../found-signature.ts';
import { type Graph, type GraphNode, nodeName, shapeSchema } from './graph-model.ts';
import { graphShapes } from './graph-shapes.ts';
import { heldAs, nodeDtype, typeName } from './node-dtype.ts';

const tensorsSchema = v.optional(
  v.record(
    v.string(),
    v.object({
      name: v.string(),
      dtype: v.optional(typeName),
      tensorShape: v.optional(shapeSchema),
      resourceId: v.optional(v.unknown()),
    }),
  ),
  {},
);
const signatureSchema = v.object({ inputs: tensorsSchema, outputs: tensorsSchema });
/** Types that Pilotlight's own converter passes to the graph as floats. */
const NARROW: Readonly<Record<string, string>> = { DT_UINT8: 'uint8', DT_INT8: 'int8' };
type Shapes = ReturnType<typeof graphShapes>;
const shapeAttrSchema = v.object({ shape: shapeSchema });

/** Metadata in which Pilotlight's own converter writes several signatures. */
const allSchema = v.object({ signatures: v.record(v.string(), signatureSchema) });

/** Returns the signatures of a graph model: several from Pilotlight's own converter, else the only one. */
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
 * Returns the one signature of a graph model. If the file has none, its tensors get the names of their nodes: the
 * placeholders, and the nodes that are no other node's input.
 */
function graphSignature(graph: Graph, written: unknown): Map<string, FoundSignature> {
  const nodes = new Map(graph.node.map((node) => [node.name, node]));
  const shapes = graphShapes(graph);
  const { inputs, outputs } = v.parse(signatureSchema, written ?? {}, FIRST_ISSUE);
  const describe = (tensors: typeof inputs) =>
    Object.entries(tensors)
      // A captured resource is not an input.
      .filter(([, { resourceId }]) => resourceId === undefined)
      .map(([name, { name: tensor, dtype, tensorShape }]): [string, FoundTensor] => {
        const found = fromNode(nodes.get(nodeName(tensor)), shapes);
        const shape = toShape(tensorShape) ?? found.shape;
        const narrow = dtype !== undefined && found.dtype === 'float32' ? NARROW[dtype] : undefined;
        if (narrow !== undefined) return [name, { dtype: narrow, shape, heldAs: 'float32' }];
        return [name, { dtype: dtype ? heldAs(dtype) : found.dtype, shape }];
      });
  const named = { inputs: describe(inputs), outputs: describe(outputs) };
  const signature = {
    inputs: new Map(named.inputs.length > 0 ? named.inputs : placeholders(graph, shapes)),
    outputs: new Map(named.outputs.length > 0 ? named.outputs : ends(graph, shapes)),
  };
  return new Map([[DEFAULT_SIGNATURE, signature]]);
}

function placeholders(graph: Graph, shapes: Shapes): [string, FoundTensor][] {
  return graph.node
    .filter(({ op }) => op.startsWith('Placeholder'))
    .map((node) => [node.name, fromNode(node, shapes)]);
}

function ends(graph: Graph, shapes: Shapes): [string, FoundTensor][] {
  const taken = new Set(graph.node.flatMap(({ input }) => input.map(nodeName)));
  return graph.node.filter(({ name }) => !taken.has(name)).map((node) => [node.name, fromNode(node, shapes)]);
}

/** Returns the type and shape of a node's output, from its attributes; otherwise the shape follows from its inputs. */
function fromNode(node: GraphNode | undefined, shapes: Shapes): FoundTensor {
  const attr = new Map(Object.entries(node?.attr ?? {}));
  const outputs = v.safeParse(
    v.object({ list: v.object({ shape: v.array(shapeSchema) }) }),
    attr.get('_output_shapes'),
  );
  const shape = v.safeParse(shapeAttrSchema, attr.get('shape'));
  return {
    dtype: nodeDtype({ attr: node?.attr }, ['dtype', 'DstT', 'T']) ?? 'unknown to the file',
    shape:
      toShape(
        outputs.success ? outputs.output.list.shape[0] : shape.success ? shape.output.shape : undefined,
      ) ?? shapes.get(node?.name ?? ''),
  };
}

function toShape(shape: v.InferOutput<typeof shapeSchema> | undefined): number[] | undefined {
  return shape && !shape.unknownRank ? shape.dim.map((dimension) => dimension.size) : undefined;
}

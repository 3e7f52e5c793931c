import * as v from 'valibot';

const size = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.safeInteger(), v.minValue(-1));
export const shapeSchema = v.object({
  dim: v.optional(v.array(v.object({ size: v.optional(size, 0) })), []),
  unknownRank: v.optional(v.boolean()),
});

const attributes = v.optional(v.nullable(v.record(v.string(), v.unknown())));
const nodeSchema = v.object({
  name: v.string(),
  op: v.string(),
  input: v.optional(v.array(v.string()), []),
  attr: attributes,
});

const innerNodeSchema = v.object({ op: v.string(), attr: nodeSchema.entries.attr });

/** Graph of a model in TensorFlow's own form, which the converter writes as JSON. */
export const graphSchema = v.object({
  node: v.array(nodeSchema),
  library: v.optional(
    v.nullable(
      v.object({
        function: v.optional(v.array(v.object({ nodeDef: v.optional(v.array(innerNodeSchema), []) })), []),
      }),
    ),
  ),
});

export type Graph = v.InferOutput<typeof graphSchema>;
export type GraphNode = Graph['node'][number];

/** Returns the node of a name such as `scores:0`. */
export function nodeName(tensor: string): string {
  return tensor.replace(/^\^/, '').split(':')[0] ?? tensor;
}

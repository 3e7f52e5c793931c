import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { io } from '@tensorflow/tfjs-core';
import * as v from 'valibot';

/** The converter's names for a signature: the graph's own name of each tensor. */
const nodeNames = v.record(v.string(), v.object({ name: v.string(), resourceId: v.optional(v.unknown()) }));
export type NodeNames = v.InferOutput<typeof nodeNames>;
const graphSignature = v.object({ inputs: v.optional(nodeNames, {}), outputs: v.optional(nodeNames, {}) });
type GraphSignature = v.InferOutput<typeof graphSignature>;
/** The format has room for one signature: a model that Pilotlight converted may have several here. */
const allSignatures = v.object({ signatures: v.record(v.string(), graphSignature) });

/** Returns the signatures of a graph, with the graph's own name of each tensor where it differs. */
export function graphSignatures({
  signature,
  userDefinedMetadata,
}: Pick<io.ModelArtifacts, 'signature' | 'userDefinedMetadata'>): Record<string, GraphSignature> {
  const all = v.safeParse(allSignatures, userDefinedMetadata);
  return all.success
    ? all.output.signatures
    : { [DEFAULT_SIGNATURE]: v.parse(graphSignature, signature ?? {}) };
}

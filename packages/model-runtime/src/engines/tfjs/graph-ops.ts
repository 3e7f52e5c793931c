import type { io } from '@tensorflow/tfjs-core';
import * as v from 'valibot';

const graphTopology = v.object({ node: v.array(v.object({ op: v.string() })) });

/** Ops that run only in some cases, or have output shapes that are known only after a run. */
const DYNAMIC_OPS =
  /^(Switch|Merge|Enter|Exit|NextIteration|(Stateless)?If|(Stateless)?While|NonMaxSuppressionV[235]|Where|ListDiff|HashTable(V2)?|LookupTable.*|(Empty)?Tensor(Array|List).*)$/;

/** Returns the op of each node of a graph. */
export function graphOps(topology: io.ModelArtifacts['modelTopology']): string[] {
  return v.parse(graphTopology, topology).node.map(({ op }) => op);
}

/** True if a graph can run only asynchronously, such as one with control flow. */
export function hasDynamicOps(ops: readonly string[]): boolean {
  return ops.some((op) => DYNAMIC_OPS.test(op));
}

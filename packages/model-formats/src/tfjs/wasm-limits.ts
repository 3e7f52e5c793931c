import type { Graph } from './graph-model.ts';
import { nodeDtype } from './node-dtype.ts';

/** Ops with kernels that take only float32 on the wasm backend, and throw for anything else. */
const FLOAT_ONLY: ReadonlySet<string> = new Set([
  'BatchMatMul',
  'BatchMatMulV2',
  'MatMul',
  '_FusedMatMul',
  'MaxPool',
]);
const LOOP = /^(Stateless)?While$/;
const LIST = /^(EmptyTensorList|TensorList.*)$/;

/** Names the parts of a graph that the wasm backend cannot run, although it has their kernels. */
export function wasmLimits({ node, library }: Graph): string[] {
  const nodes = [...node, ...(library?.function ?? []).flatMap(({ nodeDef }) => nodeDef)];
  const limits = new Set<string>();
  for (const one of nodes) {
    const dtype = FLOAT_ONLY.has(one.op) ? nodeDtype(one, ['T']) : undefined;
    if (dtype !== undefined && dtype !== 'float32') limits.add(`op ${one.op} of ${dtype}`);
  }
  // The backend frees the list's memory while the loop still uses it.
  if (nodes.some(({ op }) => LOOP.test(op)) && nodes.some(({ op }) => LIST.test(op)))
    limits.add('lists of tensors in a loop (While)');
  return [...limits];
}

import tables from './kernel-tables.json' with { type: 'json' };

/** A part of a TensorFlow.js model, with its kernels; undefined if TensorFlow.js does not know it. */
export interface KernelNeed {
  /** Such as "op Einsum" or "layer LSTM". */
  part: string;
  kernels: readonly string[] | undefined;
}

export type TfjsBackend = keyof typeof tables.backends;

const known = { op: toMap(tables.ops), layer: toMap(tables.layers), activation: toMap(tables.activations) };
const backends = { wasm: new Set(tables.backends.wasm), 'tfjs-node': new Set(tables.backends['tfjs-node']) };

export function kernelNeed(kind: keyof typeof known, name: string): KernelNeed {
  return { part: `${kind} ${name}`, kernels: known[kind].get(name) };
}

/** Returns the parts of a model for which a TensorFlow.js backend lacks a kernel, each with the missing kernel. */
export function missingKernels(needs: readonly KernelNeed[], backend: TfjsBackend): string[] {
  return needs.flatMap(({ part, kernels }) => {
    if (!kernels) return [`${part}, which TensorFlow.js does not know`];
    const missing = kernels.filter((kernel) => !backends[backend].has(kernel));
    return missing.length > 0 ? [part] : [];
  });
}

function toMap(table: Readonly<Record<string, string[]>>): ReadonlyMap<string, string[]> {
  return new Map(Object.entries(table));
}

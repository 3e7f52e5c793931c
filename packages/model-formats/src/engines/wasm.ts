import type { EngineVerdict, ModelStructure } from '../model-description.ts';
import { type KernelNeed, missingKernels } from '../tfjs/kernels/kernel-needs.ts';
import { TFJS_DTYPES } from './tfjs-dtypes.ts';
import { no, signatureProblem, yes } from './verdict.ts';

/** `tfjs-backend-wasm` runs a TensorFlow.js model if it has a kernel for each of its ops. */
export function wasmVerdict(
  structure: ModelStructure,
  needs: readonly KernelNeed[],
  limits: readonly string[],
): EngineVerdict {
  if (structure.format === 'saved-model')
    return no('wasm', 'a SavedModel must first be converted to TensorFlow.js');
  if (structure.format === 'tflite') return no('wasm', 'it runs TensorFlow.js models only');
  const problem = signatureProblem(structure, TFJS_DTYPES);
  if (problem !== undefined) return no('wasm', problem);
  const missing = missingKernels(needs, 'wasm');
  if (missing.length === 0 && limits.length > 0) return no('wasm', `it cannot run ${limits.join(', ')}`);
  if (missing.length === 0) return yes('wasm', 'it has a kernel for every op');
  const alsoNative = new Set(missingKernels(needs, 'tfjs-node'));
  const named = missing.map((part) => (alsoNative.has(part) ? part : `${part} (tfjs-node has it)`));
  return no('wasm', `it has no kernel for ${named.join(', ')}`);
}

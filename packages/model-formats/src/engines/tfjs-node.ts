import { DTYPES } from '@pilotlight/protocol/tensors';
import type { EngineVerdict, ModelStructure } from '../model-description.ts';
import { PLATFORM_TENSORFLOW } from '../saved-model/newer/newer-ops.ts';
import { type KernelNeed, missingKernels } from '../tfjs/kernels/kernel-needs.ts';
import { TFJS_DTYPES } from './tfjs-dtypes.ts';
import { no, signatureProblem, yes } from './verdict.ts';

/** Checks native TensorFlow: it has all its own ops, but TensorFlow.js passes on only those that it knows. */
export function tfjsNodeVerdict(structure: ModelStructure, needs: readonly KernelNeed[]): EngineVerdict {
  if (structure.format === 'tflite') return no('tfjs-node', 'it does not read TensorFlow Lite');
  const isSavedModel = structure.format === 'saved-model';
  const problem = signatureProblem(structure, isSavedModel ? new Set(DTYPES) : TFJS_DTYPES);
  if (problem !== undefined) return no('tfjs-node', problem);
  const { newerThanPlatform: [lacking] = [] } = structure;
  if (lacking !== undefined)
    return no('tfjs-node', `a deployment gets TensorFlow ${PLATFORM_TENSORFLOW}, which lacks ${lacking}`);
  if (structure.format === 'saved-model')
    return yes('tfjs-node', 'native TensorFlow runs a SavedModel unchanged');
  const missing = missingKernels(needs, 'tfjs-node');
  if (missing.length > 0) return no('tfjs-node', `it has no kernel for ${missing.join(', ')}`);
  return yes('tfjs-node', 'it has a kernel for every op');
}

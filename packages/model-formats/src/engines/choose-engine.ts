import type { EngineName, ModelFormat } from '@pilotlight/protocol';
import type { EngineVerdict, ModelDescription, ModelStructure } from '../model-description.ts';
import type { KernelNeed } from '../tfjs/kernels/kernel-needs.ts';
import { litertVerdict } from './litert.ts';
import { tfjsNodeVerdict } from './tfjs-node.ts';
import { wasmVerdict } from './wasm.ts';

const REASONS: Readonly<Record<EngineName, string>> = {
  wasm: 'it starts fastest and is smallest for TensorFlow.js models',
  litert: 'it is fastest and smallest for TensorFlow Lite models',
  'tfjs-node': 'no lighter engine can run the model',
};

const FIXES: Readonly<Record<ModelFormat, string>> = {
  'tfjs-layers-model':
    'add the SavedModel that Keras exports of the same model (model.export), or a graph model made from it',
  'tfjs-graph-model':
    'add the SavedModel that it was made from, or convert that one again with weights of float32',
  tflite:
    'convert it again with fixed sizes and only TFLITE_BUILTINS, or add the SavedModel that it was made from',
  'saved-model': 'export it again with a signature of tensors of usual types, and cast others to them',
};

/** Checks every engine, and chooses the lightest that can run the model. */
export function chooseEngine(
  structure: ModelStructure,
  needs: readonly KernelNeed[],
  wasmLimits: readonly string[],
): Pick<ModelDescription, 'engines' | 'chosen' | 'fix'> {
  const engines: EngineVerdict[] = [
    wasmVerdict(structure, needs, wasmLimits),
    litertVerdict(structure),
    tfjsNodeVerdict(structure, needs),
  ];
  const able = engines.find(({ canRun }) => canRun);
  return able
    ? { engines, chosen: { engine: able.name, reason: REASONS[able.name] } }
    : { engines, chosen: undefined, fix: fixFor(structure) };
}

function fixFor({ format, newerThanPlatform }: ModelStructure): string {
  return newerThanPlatform ? `export it without ${newerThanPlatform.join(' and ')}` : FIXES[format];
}

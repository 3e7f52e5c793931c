import type { EngineName } from '@pilotlight/protocol';
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

/** Asks every engine; the lightest that can run the model is taken. */
export function chooseEngine(
  structure: ModelStructure,
  needs: readonly KernelNeed[],
): Pick<ModelDescription, 'engines' | 'chosen'> {
  const engines: EngineVerdict[] = [
    wasmVerdict(structure, needs),
    litertVerdict(structure),
    tfjsNodeVerdict(structure, needs),
  ];
  const able = engines.find(({ canRun }) => canRun);
  return { engines, chosen: able && { engine: able.name, reason: REASONS[able.name] } };
}

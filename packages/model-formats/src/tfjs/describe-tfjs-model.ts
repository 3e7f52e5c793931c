import { basename, dirname } from 'node:path';
import { countByName } from '../count-by-name.ts';
import { toSignatures } from '../found-signature.ts';
import type { ModelStructure } from '../model-description.ts';
import type { KernelNeed } from './kernels/kernel-needs.ts';
import { readModelJson } from './read-model-json.ts';
import { listWeightFiles } from './weight-files.ts';
import { summarizeWeights } from './weight-summary.ts';

/** Structure of a TensorFlow.js model, and the kernels that it needs from a backend. */
export interface TfjsDescription {
  structure: ModelStructure;
  needs: KernelNeed[];
  wasmLimits: string[];
}

/** Describes a model from its `model.json` and the sizes of its weight files. */
export async function describeTfjsModel(file: string): Promise<TfjsDescription> {
  const { topology, weightsManifest, bytes } = await readModelJson(file);
  const { signatures, unsupported } = toSignatures(topology.found);
  const files = [{ name: basename(file), bytes }, ...(await listWeightFiles(file, weightsManifest))];
  return {
    structure: {
      format: topology.format,
      folder: dirname(file),
      entry: basename(file),
      files,
      signatures,
      ops: countByName(topology.ops),
      ...summarizeWeights(weightsManifest),
      bytes: files.reduce((sum, each) => sum + each.bytes, 0),
      unsupported: [...topology.unsupported, ...unsupported],
    },
    needs: topology.needs,
    wasmLimits: topology.wasmLimits,
  };
}

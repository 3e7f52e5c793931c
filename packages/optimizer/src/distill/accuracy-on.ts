import type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { LayersModel } from '@tensorflow/tfjs-node';
import { bestOf } from '../evaluation/rank-of.ts';
import { askStudent } from './ask-student.ts';
import type { Material } from './material.ts';

/** Examples per run. */
const BATCH = 256;

/** Returns the share of some examples that a student answers correctly. */
export async function accuracyOn({
  tf,
  student,
  material,
  members,
}: {
  tf: TfjsNode;
  student: LayersModel;
  material: Material;
  members: Uint32Array;
}): Promise<number> {
  let right = 0;
  for (let from = 0; from < members.length; from += BATCH) {
    const part = members.subarray(from, from + BATCH);
    const scores = await askStudent({ tf, student, material, members: part });
    for (const [row, at] of part.entries()) {
      if (bestOf(scores[row] ?? []) === material.labels[at]) right += 1;
    }
  }
  return right / members.length;
}

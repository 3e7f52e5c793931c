import type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { LayersModel } from '@tensorflow/tfjs-node';
import { bestOf } from '../evaluation/rank-of.ts';
import { inputsOf, type Material } from './material.ts';
import { scoresOf } from './train-step.ts';

/** Examples at once. */
const BATCH = 256;

/** The share of some examples that a student knows. */
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
    const inputs = await inputsOf(material, part);
    const scores = tf.tidy(() =>
      scoresOf(tf, student.predict(tf.tensor(inputs, [part.length, ...material.inputShape]))).dataSync(),
    );
    for (const [row, at] of part.entries()) {
      const best = bestOf(scores.subarray(row * material.classes, (row + 1) * material.classes));
      if (best === material.labels[at]) right += 1;
    }
  }
  return right / members.length;
}

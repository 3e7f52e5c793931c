import type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { LayersModel } from '@tensorflow/tfjs-node';
import { OptimizerError } from '../optimizer-error.ts';
import { askStudent } from './ask-student.ts';
import { isProbabilities } from './is-probabilities.ts';
import type { Material } from './material.ts';

/** Examples to tell by. */
const MOST = 32;

/**
 * Whether a student gives probabilities, as behind a softmax; else its scores are taken as what a softmax would be made of.
 *
 * @throws {OptimizerError} where it judges each class by itself, which is another loss than the one that it is taught by.
 */
export async function givesProbabilities({
  tf,
  student,
  material,
}: {
  tf: TfjsNode;
  student: LayersModel;
  material: Material;
}): Promise<boolean> {
  const last = student.outputs[0]?.sourceLayer;
  if (last?.getConfig()['activation'] === 'sigmoid') {
    throw new OptimizerError(
      `'${last.name}' ends the network with a sigmoid, and what is taught is one class of several: a softmax, or none, is needed`,
    );
  }
  const members = Uint32Array.from({ length: Math.min(MOST, material.labels.length) }, (_, at) => at);
  const scores = await askStudent({ tf, student, material, members });
  return scores.every(isProbabilities);
}

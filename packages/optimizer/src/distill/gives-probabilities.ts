import type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { LayersModel } from '@tensorflow/tfjs-node';
import { OptimizerError } from '../optimizer-error.ts';
import { askStudent } from './ask-student.ts';
import { isProbabilities } from './is-probabilities.ts';
import type { Material } from './material.ts';

/** Number of examples to check. */
const MOST = 32;

/**
 * True if a student returns probabilities, as after a softmax; otherwise its scores are treated as logits.
 *
 * @throws {OptimizerError} if it judges each class independently, which needs another loss than that of the training.
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
      `'${last.name}' ends the network with a sigmoid, but the training is for one class of several: use a softmax, or no activation`,
    );
  }
  const members = Uint32Array.from({ length: Math.min(MOST, material.labels.length) }, (_, at) => at);
  const scores = await askStudent({ tf, student, material, members });
  return scores.every(isProbabilities);
}

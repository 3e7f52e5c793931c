import type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { LayersModel } from '@tensorflow/tfjs-node';
import { OptimizerError } from '../optimizer-error.ts';
import { inputsOf, type Material } from './material.ts';
import { scoresOf } from './train-step.ts';

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
  const inputs = await inputsOf(material, members);
  const scores = tf.tidy(() =>
    scoresOf(tf, student.predict(tf.tensor(inputs, [members.length, ...material.inputShape]))).dataSync(),
  );
  return [...members].every((row) => {
    const own = Array.from(scores.subarray(row * material.classes, (row + 1) * material.classes));
    return (
      own.every((score) => score >= 0) && Math.abs(own.reduce((sum, score) => sum + score, 0) - 1) < 1e-3
    );
  });
}

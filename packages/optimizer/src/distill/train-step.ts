import type { Tensor } from '@tensorflow/tfjs-node';
import type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { Training } from './checkpoint.ts';
import type { Teaching } from './lesson.ts';
import { inputsOf, type Material } from './material.ts';

/**
 * Makes one step down the gradient of Hinton's loss: the softened answers are weighted by the square of the
 * temperature.
 */
export async function trainStep({
  training: { tf, student, optimizer },
  material,
  members,
  teaching: { temperature, alpha },
  areProbabilities,
}: {
  training: Training;
  material: Material;
  members: Uint32Array;
  teaching: Teaching;
  /** True if the student's scores are probabilities: see {@link givesProbabilities}. */
  areProbabilities: boolean;
}): Promise<number> {
  const inputs = await inputsOf(material, members);
  return tf.tidy(() => {
    const { classes } = material;
    const images = tf.tensor(inputs, [members.length, ...material.inputShape]);
    const soft = tf.tensor2d(joined(material.soft, members, classes), [members.length, classes]);
    const hard = tf.oneHot(
      Int32Array.from(members, (at) => material.labels[at] ?? 0),
      classes,
    );
    const cost = optimizer.minimize(() => {
      const scores = scoresOf(tf, student.apply(images, { training: true }));
      const logits = areProbabilities ? scores.clipByValue(1e-7, 1).log() : scores;
      const ofTeacher = tf.logSoftmax(logits.div(temperature)).mul(soft).sum(1).neg().mean();
      const ofTruth = tf.logSoftmax(logits).mul(hard).sum(1).neg().mean();
      return ofTeacher
        .mul(alpha * temperature ** 2)
        .add(ofTruth.mul(1 - alpha))
        .asScalar();
    }, true);
    return cost?.dataSync()[0] ?? Number.NaN;
  });
}

function joined(rows: readonly Float32Array[], members: Uint32Array, width: number): Float32Array {
  const all = new Float32Array(members.length * width);
  for (const [row, at] of members.entries()) all.set(rows[at] ?? [], row * width);
  return all;
}

/** Returns the output of a model with one output. */
export function scoresOf(tf: TfjsNode, given: unknown): Tensor {
  const [tensor] = [given].flat();
  if (tensor instanceof tf.Tensor) return tensor;
  throw new TypeError('a student with one output returned none');
}

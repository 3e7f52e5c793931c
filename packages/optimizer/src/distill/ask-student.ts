import type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { LayersModel } from '@tensorflow/tfjs-node';
import { inputsOf, type Material } from './material.ts';
import { scoresOf } from './train-step.ts';

/** Returns the scores of a student for some examples, in one run. */
export async function askStudent({
  tf,
  student,
  material,
  members,
}: {
  tf: TfjsNode;
  student: LayersModel;
  material: Material;
  members: Uint32Array;
}): Promise<Float32Array[]> {
  const { classes, inputShape } = material;
  const inputs = await inputsOf(material, members);
  const scores = tf.tidy(() =>
    scoresOf(tf, student.predict(tf.tensor(inputs, [members.length, ...inputShape]))).dataSync(),
  );
  const all = Float32Array.from(scores);
  return Array.from(members, (_, row) => all.subarray(row * classes, (row + 1) * classes));
}

import type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { LayersModel } from '@tensorflow/tfjs-node';
import { OptimizerError } from '../optimizer-error.ts';
import { readTfjsModel } from '../tfjs/read-tfjs-model.ts';

const CONVNET = /^convnet:([1-9]\d{0,3}(?:,[1-9]\d{0,3}){0,7})$/;

/** Input and output shapes of a student, without the batch, and the names of its two tensors. */
export interface StudentShape {
  input: readonly number[];
  inputName: string;
  classes: number;
  outputName: string;
}

/**
 * Makes a student with random weights, before training.
 *
 * @param architecture `convnet:16,24,32`: convolutions of 3 x 3 with ReLU and these numbers of channels, every other
 *   one with stride 2, then a dense layer with softmax. Or the path of a layers model; its weights are ignored.
 * @throws {OptimizerError} for another architecture, or a model with other shapes.
 */
export async function createStudent({
  tf,
  architecture,
  shape,
  seed,
}: {
  tf: TfjsNode;
  architecture: string;
  shape: StudentShape;
  seed: number;
}): Promise<LayersModel> {
  const channels = CONVNET.exec(architecture)?.[1]?.split(',').map(Number);
  const student = channels ? convnet({ tf, channels, shape, seed }) : await ofLayersModel(tf, architecture);
  const [input] = student.inputs.map((tensor) => tensor.shape.slice(1).join(' x '));
  const [output] = student.outputs.map((tensor) => tensor.shape.slice(1).join(' x '));
  const expected = shape.input.join(' x ');
  if (input === expected && output === String(shape.classes) && student.outputs.length === 1) return student;
  throw new OptimizerError(
    `the student has input ${input} and output ${output}; the teacher has ${expected} and ${shape.classes} scores`,
  );
}

function convnet({
  tf,
  channels,
  shape: { input, inputName, classes, outputName },
  seed,
}: {
  tf: TfjsNode;
  channels: readonly number[];
  shape: StudentShape;
  seed: number;
}): LayersModel {
  if (input.length !== 3)
    throw new OptimizerError('a convnet is for pictures: use a layers model as student');
  const sequence = tf.sequential();
  sequence.add(tf.layers.inputLayer({ name: inputName, inputShape: [...input] }));
  for (const [at, filters] of channels.entries()) {
    sequence.add(
      tf.layers.conv2d({
        filters,
        kernelSize: 3,
        strides: at % 2 === 0 ? 2 : 1,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: tf.initializers.heNormal({ seed: seed + at }),
      }),
    );
  }
  sequence.add(tf.layers.flatten());
  const kernelInitializer = tf.initializers.glorotNormal({ seed: seed + channels.length });
  sequence.add(tf.layers.dense({ units: classes, kernelInitializer }));
  sequence.add(tf.layers.softmax({ name: outputName }));
  // A loaded sequential model does not know the names of its inputs and outputs until it runs.
  return tf.model({ inputs: sequence.inputs, outputs: sequence.outputs });
}

async function ofLayersModel(tf: TfjsNode, path: string): Promise<LayersModel> {
  const { format, json } = await readTfjsModel(path);
  const { modelTopology } = json;
  if (format !== 'tfjs-layers-model' || typeof modelTopology !== 'object' || modelTopology === null) {
    throw new OptimizerError(
      `${path} is a ${format}: a student must be a layers model, or a network such as convnet:16,24,32`,
    );
  }
  return tf.models.modelFromJSON({ modelTopology: JSON.parse(JSON.stringify(modelTopology)) });
}

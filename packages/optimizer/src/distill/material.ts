import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { elementCount } from '@pilotlight/protocol/tensors';
import { type Calibration, prepareCalibration } from '../auto/calibration.ts';
import { type Dataset, spread } from '../data/dataset.ts';
import { askModel } from '../model/ask-model.ts';
import type { ServedModel } from '../model/served-model.ts';
import { classNumber } from '../model/class-number.ts';
import { OptimizerError } from '../optimizer-error.ts';
import type { Teaching } from './lesson.ts';
import { soften } from './soften.ts';

/** Data for the training of a student. */
export interface Material {
  calibration: Calibration;
  /** For each example: softened answers of the teacher, and the true class. */
  soft: readonly Float32Array[];
  labels: readonly number[];
  inputShape: readonly number[];
  classes: number;
}

/** Prepares the examples in the form that the teacher takes. */
export async function prepareInputs({
  teacher: { manifest },
  dataset,
  scratch,
}: {
  teacher: ServedModel;
  dataset: Dataset;
  scratch: string;
}): Promise<Calibration> {
  const folder = join(scratch, 'inputs');
  await mkdir(folder);
  return prepareCalibration({ manifest, dataset, examples: spread(dataset), scratch: folder });
}

/**
 * Runs the teacher on every example.
 *
 * @throws {OptimizerError} for examples that a student cannot be trained with.
 */
export async function askTeacher({
  teacher,
  dataset,
  calibration,
  teaching: { temperature },
  onTeacher,
}: {
  teacher: ServedModel;
  dataset: Dataset;
  calibration: Calibration;
  teaching: Teaching;
  onTeacher: (done: number) => void;
}): Promise<Material> {
  const soft: Float32Array[] = [];
  const labels: number[] = [];
  for await (const { example, scores } of askModel(teacher, dataset, spread(dataset))) {
    if (example.truth.kind !== 'class')
      throw new OptimizerError('a student can only learn classes, but the data has values');
    const names = { classes: scores.length, labels: teacher.manifest.labels, dataset };
    labels.push(classNumber(example.truth.label, names));
    soft.push(soften(scores, temperature));
    onTeacher(soft.length);
  }
  const [first = []] = calibration.places;
  const [input, another] = first;
  if (!input || another || input.dtype !== 'float32') {
    throw new OptimizerError('a student can only be trained with one input of float32');
  }
  const inputShape = input.shape.slice(1);
  const isAlike = calibration.places.every(([place]) => place?.length === elementCount(inputShape));
  if (!isAlike) throw new OptimizerError('the examples must have the same shape');
  return { calibration, soft, labels, inputShape, classes: soft[0]?.length ?? 0 };
}

/** Returns the inputs of some examples, one after the other. */
export async function inputsOf(
  { calibration, inputShape }: Material,
  members: Uint32Array,
): Promise<Float32Array> {
  const size = elementCount(inputShape);
  const batch = new Float32Array(members.length * size);
  for (const [row, at] of members.entries()) {
    const [tensor] = Object.values(await calibration.inputs(at));
    if (tensor?.data instanceof Float32Array) batch.set(tensor.data, row * size);
  }
  return batch;
}

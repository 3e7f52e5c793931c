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

/** What a student is taught with. */
export interface Material {
  calibration: Calibration;
  /** Of every example: softened answers of the teacher, and the true class. */
  soft: readonly Float32Array[];
  labels: readonly number[];
  inputShape: readonly number[];
  classes: number;
}

/** Prepares the examples as the teacher gets them. */
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
 * Asks the teacher about every example.
 *
 * @throws {OptimizerError} where the examples are not such as a student can be taught with.
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
      throw new OptimizerError('a student is taught classes, and the data has values');
    const names = { classes: scores.length, labels: teacher.manifest.labels, dataset };
    labels.push(classNumber(example.truth.label, names));
    soft.push(soften(scores, temperature));
    onTeacher(soft.length);
  }
  const [first = []] = calibration.places;
  const [input, another] = first;
  if (!input || another || input.dtype !== 'float32') {
    throw new OptimizerError('a student is taught with one input of float32');
  }
  const inputShape = input.shape.slice(1);
  const isAlike = calibration.places.every(([place]) => place?.length === elementCount(inputShape));
  if (!isAlike) throw new OptimizerError('the examples have to be of one shape');
  return { calibration, soft, labels, inputShape, classes: soft[0]?.length ?? 0 };
}

/** The inputs of some examples, one after the other. */
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

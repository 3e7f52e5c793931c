import { createHash } from 'node:crypto';
import { importTfjsNode, type TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { LayersModel } from '@tensorflow/tfjs-node';
import type { Dataset } from '../data/dataset.ts';
import { dataDigest } from '../data/data-digest.ts';
import { isHeldOut } from '../data/held-out.ts';
import type { ServedModel } from '../model/served-model.ts';
import { OptimizerError } from '../optimizer-error.ts';
import { createPruner } from '../prune/pruner.ts';
import type { PruningScope } from '../prune/pruning-scope.ts';
import { createRandom } from '@pilotlight/statistics/random';
import { learningRate, shuffle } from '../training/index.ts';
import { accuracyOn } from './accuracy-on.ts';
import {
  hasCheckpoint,
  namedWeights,
  readCheckpoint,
  type Training,
  type TrainingState,
  writeCheckpoint,
} from './checkpoint.ts';
import { givesProbabilities } from './gives-probabilities.ts';
import type { Teaching } from './lesson.ts';
import { askTeacher, type Material, prepareInputs } from './material.ts';
import type { StudentShape } from './student.ts';
import { trainStep } from './train-step.ts';

const BATCH = 128;
const FEWEST = 100;
const WARM_UP = 0.05;
/** The share of the steps over which weights become zero. */
const PRUNED_FOR = 0.6;

export interface DistillProgress {
  /** Counted from 1. */
  epoch: number;
  step: number;
  /** Steps of all epochs. */
  steps: number;
  loss: number;
  /** The share of the examples held out that the student knew after the epoch before; undefined in the first. */
  accuracy: number | undefined;
}

/** A student that has been taught, still in memory. */
export interface Distilled {
  student: LayersModel;
  epoch: number;
  /** The share of the examples held out that it knows. */
  accuracy: number;
  /** Its layers as a file had them: TensorFlow.js does not write all of them so that it can read them again. */
  topology?: unknown;
}

/** What a training is told, and tells. */
export interface TrainingOptions {
  teacher: ServedModel;
  dataset: Dataset;
  /** The folder of the checkpoint. */
  checkpoint: string;
  /** An empty folder. */
  scratch: string;
  /** Told how many examples the teacher has answered. */
  onTeacher?: (done: number) => void;
  onStep?: (progress: DistillProgress) => void;
}

/**
 * Trains a student on what a teacher answers and on what is true, with a checkpoint after each epoch, from which a
 * training that was interrupted goes on. The epoch to keep is chosen by examples that are held out.
 *
 * @param settings what tells this training from others, for its checkpoint.
 * @param pruning the share of weights that is to become zero meanwhile; then only epochs in which it has are kept.
 */
export async function teach({
  teacher,
  dataset,
  checkpoint,
  scratch,
  onTeacher = () => {},
  onStep = () => {},
  teaching,
  peakLearningRate,
  makeStudent,
  settings: own,
  pruning,
}: TrainingOptions & {
  teaching: Teaching;
  peakLearningRate: number;
  makeStudent: (tf: TfjsNode, shape: StudentShape) => Promise<LayersModel>;
  settings: TrainingState['settings'];
  pruning?: { sparsity: number; scope: PruningScope };
}): Promise<Distilled> {
  if (dataset.count < FEWEST) {
    throw new OptimizerError(
      `${dataset.name} has ${dataset.count} examples, too few to teach with: ${FEWEST} are needed`,
    );
  }
  // TensorFlow reports what it is built for, which no one has asked.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  // Before the work, not after it: it may be missing.
  const tf = await importTfjsNode();
  await using calibration = await prepareInputs({ teacher, dataset, scratch });
  const material = await askTeacher({ teacher, dataset, calibration, teaching, onTeacher });
  // The teacher may have run on another backend.
  await tf.setBackend('tensorflow');
  const student = await makeStudent(tf, shapeOf(teacher, material));
  const areProbabilities = await givesProbabilities({ tf, student, material });
  const optimizer = tf.train.adam(peakLearningRate);
  const training: Training = { tf, student, optimizer, bestWeights: {} };
  const { temperature, alpha, epochs, seed } = teaching;
  const settings = {
    teacher: teacher.name,
    // Whatever they are called, other files make another training.
    teacherDigest: digestOf(teacher.manifest),
    data: dataset.name,
    dataDigest: await dataDigest(dataset),
    examples: dataset.count,
    ...own,
    temperature,
    alpha,
    epochs,
    seed,
  };

  const all = Uint32Array.from({ length: dataset.count }, (_, at) => at);
  // The epoch to keep is chosen by these.
  const held = all.filter(isHeldOut);
  const taught = all.filter((at) => !isHeldOut(at));
  const perEpoch = Math.ceil(taught.length / BATCH);
  const steps = epochs * perEpoch;
  let state: TrainingState = { settings, epoch: 0, best: { epoch: 0, accuracy: -1 } };
  if (await hasCheckpoint(checkpoint)) state = await readCheckpoint(checkpoint, training, settings);

  // What is left after the pruning is there to mend what it broke.
  const lastPruned = pruning ? Math.floor(PRUNED_FOR * steps) : 0;
  const pruner = pruning && createPruner({ tf, student, ...pruning, last: lastPruned });

  while (state.epoch < epochs) {
    const epoch = state.epoch + 1;
    const indices = taught.slice();
    shuffle({ indices, random: createRandom(seed + epoch) });
    for (let at = 0; at < perEpoch; at += 1) {
      const step = state.epoch * perEpoch + at;
      setLearningRate(optimizer, learningRate({ step, steps, peak: peakLearningRate, warmUp: WARM_UP }));
      const members = indices.subarray(at * BATCH, (at + 1) * BATCH);
      const loss = await trainStep({ training, material, members, teaching, areProbabilities });
      pruner?.afterStep(step);
      onStep({
        epoch,
        step: step + 1,
        steps,
        loss,
        accuracy: state.best.epoch > 0 ? state.best.accuracy : undefined,
      });
    }
    const accuracy = await accuracyOn({ tf, student, material, members: held });
    // Of equals the later one: its learning rate was the lower.
    const isBest = epoch * perEpoch > lastPruned && accuracy >= state.best.accuracy;
    if (isBest) {
      tf.dispose(training.bestWeights);
      training.bestWeights = copies(student);
    }
    state = { settings, epoch, best: isBest ? { epoch, accuracy } : state.best };
    await writeCheckpoint(checkpoint, training, state);
  }
  pruner?.dispose();
  student.setWeights(Object.values(training.bestWeights));
  return { student, ...state.best };
}

/** Of a teacher's files, and how it takes pixels. */
function digestOf({ files, preprocessing }: ServedModel['manifest']): string {
  return createHash('sha256').update(JSON.stringify({ files, preprocessing })).digest('hex');
}

function shapeOf({ manifest: { signatures } }: ServedModel, { inputShape, classes }: Material): StudentShape {
  const { inputs = {}, outputs = {} } = signatures[DEFAULT_SIGNATURE] ?? {};
  const [inputName = 'input'] = Object.keys(inputs);
  const [outputName = 'scores'] = Object.keys(outputs);
  return { input: inputShape, inputName, classes, outputName };
}

function copies(student: LayersModel): Training['bestWeights'] {
  return Object.fromEntries(
    Object.entries(namedWeights(student)).map(([name, tensor]) => [name, tensor.clone()]),
  );
}

/** Adam keeps it in a field of its own, as all optimisers of TensorFlow.js do. */
function setLearningRate(optimizer: Training['optimizer'], rate: number): void {
  Object.assign(optimizer, { learningRate: rate });
}

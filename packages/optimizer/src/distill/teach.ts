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
/** Share of the steps in which weights become zero. */
const PRUNED_FOR = 0.6;

export interface DistillProgress {
  /** Number of the epoch, from 1 on. */
  epoch: number;
  step: number;
  /** Number of steps of all epochs. */
  steps: number;
  loss: number;
  /** Accuracy of the student on held-out examples after the previous epoch; undefined in the first. */
  accuracy: number | undefined;
}

/** A trained student, still in memory. */
export interface Distilled {
  student: LayersModel;
  epoch: number;
  /** Accuracy on held-out examples. */
  accuracy: number;
  /** Its layers as in its file: TensorFlow.js writes some of them in a form that it cannot read. */
  topology?: unknown;
}

/** Options and callbacks of a training. */
export interface TrainingOptions {
  teacher: ServedModel;
  dataset: Dataset;
  /** Folder of the checkpoint. */
  checkpoint: string;
  /** An empty folder. */
  scratch: string;
  /** Called with the number of examples that the teacher has answered. */
  onTeacher?: (done: number) => void;
  onStep?: (progress: DistillProgress) => void;
}

/**
 * Trains a student on the answers of a teacher and on the true classes, with a checkpoint after each epoch; an
 * interrupted training resumes from there. Held-out examples decide which epoch is kept.
 *
 * @param settings identify this training in its checkpoint.
 * @param pruning share of weights that become zero in the training; then only epochs after that are kept.
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
      `${dataset.name} has ${dataset.count} examples, too few to teach with: use at least ${FEWEST}`,
    );
  }
  // Otherwise TensorFlow logs its build features.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  // Loaded before the work, as it may be missing.
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
    // Other files make another training, even under the same name.
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
  // These examples decide which epoch is kept.
  const held = all.filter(isHeldOut);
  const taught = all.filter((at) => !isHeldOut(at));
  const perEpoch = Math.ceil(taught.length / BATCH);
  const steps = epochs * perEpoch;
  let state: TrainingState = { settings, epoch: 0, best: { epoch: 0, accuracy: -1 } };
  if (await hasCheckpoint(checkpoint)) state = await readCheckpoint(checkpoint, training, settings);

  // The steps after the pruning repair its damage.
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
    // Of equal epochs the later one is kept: its learning rate was lower.
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

/** Returns a digest of a teacher's files and preprocessing. */
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

/** Adam has it in a field of its own, like all TensorFlow.js optimizers. */
function setLearningRate(optimizer: Training['optimizer'], rate: number): void {
  Object.assign(optimizer, { learningRate: rate });
}

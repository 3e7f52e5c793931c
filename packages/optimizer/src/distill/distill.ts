import { importTfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol';
import type { LayersModel } from '@tensorflow/tfjs-node';
import type { Dataset } from '../data/dataset.ts';
import type { AskableModel } from '../model/askable-model.ts';
import { OptimizerError } from '../optimizer-error.ts';
import { createRandom, learningRate, shuffle } from '../training/index.ts';
import { accuracyOn } from './accuracy-on.ts';
import {
  hasCheckpoint,
  namedWeights,
  readCheckpoint,
  type Training,
  type TrainingState,
  writeCheckpoint,
} from './checkpoint.ts';
import type { Lesson } from './lesson.ts';
import { askTeacher, type Material, prepareInputs } from './material.ts';
import { createStudent, type StudentShape } from './student.ts';
import { trainStep } from './train-step.ts';

const BATCH = 128;
const FEWEST = 100;
/** Every twentieth example is held out, to choose the epoch to keep. */
const HELD = 20;
const PEAK_LEARNING_RATE = 3e-3;
const WARM_UP = 0.05;

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
}

/**
 * Teaches a student what a teacher answers (Hinton et al. 2015), on native TensorFlow. After each epoch there is a
 * checkpoint, from which a training that was interrupted goes on; the same seed gives the same student on the same
 * machine.
 *
 * @throws {OptimizerError} where the two do not fit, or a checkpoint is of another training.
 * @throws {EngineError} where tfjs-node is missing.
 */
export async function distill({
  teacher,
  lesson,
  dataset,
  checkpoint,
  scratch,
  onTeacher = () => {},
  onStep = () => {},
}: {
  teacher: AskableModel;
  lesson: Lesson;
  dataset: Dataset;
  /** The folder of the checkpoint. */
  checkpoint: string;
  /** An empty folder. */
  scratch: string;
  /** Told how many examples the teacher has answered. */
  onTeacher?: (done: number) => void;
  onStep?: (progress: DistillProgress) => void;
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
  const material = await askTeacher({ teacher, dataset, calibration, lesson, onTeacher });
  // The teacher may have run on another backend.
  await tf.setBackend('tensorflow');
  const student = await createStudent({ tf, ...lesson, shape: shapeOf(teacher, material) });
  const optimizer = tf.train.adam(PEAK_LEARNING_RATE);
  const training: Training = { tf, student, optimizer, bestWeights: {} };
  const { architecture, temperature, alpha, epochs, seed } = lesson;
  const settings = {
    teacher: teacher.name,
    data: dataset.name,
    examples: dataset.count,
    architecture,
    temperature,
    alpha,
    epochs,
    seed,
  };

  const all = Uint32Array.from({ length: dataset.count }, (_, at) => at);
  const held = all.filter((at) => at % HELD === HELD - 1);
  const taught = all.filter((at) => at % HELD !== HELD - 1);
  const perEpoch = Math.ceil(taught.length / BATCH);
  const steps = epochs * perEpoch;
  let state: TrainingState = { settings, epoch: 0, best: { epoch: 0, accuracy: -1 } };
  if (await hasCheckpoint(checkpoint)) state = await readCheckpoint(checkpoint, training, settings);

  while (state.epoch < epochs) {
    const epoch = state.epoch + 1;
    const indices = taught.slice();
    shuffle({ indices, random: createRandom(seed + epoch) });
    for (let at = 0; at < perEpoch; at += 1) {
      const step = state.epoch * perEpoch + at;
      setLearningRate(optimizer, learningRate({ step, steps, peak: PEAK_LEARNING_RATE, warmUp: WARM_UP }));
      const members = indices.subarray(at * BATCH, (at + 1) * BATCH);
      const loss = await trainStep({ training, material, members, lesson });
      onStep({
        epoch,
        step: step + 1,
        steps,
        loss,
        accuracy: state.epoch > 0 ? state.best.accuracy : undefined,
      });
    }
    const accuracy = await accuracyOn({ tf, student, material, members: held });
    // Of equals the later one: its learning rate was the lower.
    const isBest = accuracy >= state.best.accuracy;
    if (isBest) {
      tf.dispose(training.bestWeights);
      training.bestWeights = copies(student);
    }
    state = { settings, epoch, best: isBest ? { epoch, accuracy } : state.best };
    await writeCheckpoint(checkpoint, training, state);
  }
  student.setWeights(Object.values(training.bestWeights));
  return { student, ...state.best };
}

function shapeOf(
  { manifest: { signatures } }: AskableModel,
  { inputShape, classes }: Material,
): StudentShape {
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

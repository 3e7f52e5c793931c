import { join } from 'node:path';
import type { ModelDescription } from '@pilotlight/model-formats';
import { sampleSignature } from '@pilotlight/model-runtime/request';
import type { Comparison, Manifest, ModelDirectory } from '@pilotlight/model-runtime/store';
import {
  answerWith,
  compareAnswers,
  readTensors,
  TOLERANCES,
  type Trial,
  type WrittenTensors,
} from '@pilotlight/model-runtime/trial';
import { answerInPython, isEnvironmentMade } from '@pilotlight/optimizer/python';
import { CommandError } from '@pilotlight/command-line/command-error';
import { type ReferenceName, referenceWords } from './reference-words.ts';

/** Another engine that can run a model on the same inputs. */
interface Reference {
  name: ReferenceName;
  answer: (inputs: readonly WrittenTensors[]) => Promise<(WrittenTensors | null)[]>;
}

/**
 * Compares a model's answers on its own engine with those of another engine, if one is available.
 *
 * @throws {CommandError} if they differ by more than a tolerance.
 */
export async function compareEngines({
  directory,
  manifest,
  description,
  trial,
  timeoutMs,
  onStep,
}: {
  directory: ModelDirectory;
  manifest: Manifest;
  description: ModelDescription;
  trial: Trial;
  timeoutMs: number;
  onStep: (step: string) => void;
}): Promise<Comparison> {
  if (trial.isRandom) return { with: 'nothing', why: 'it answers differently to the same input' };
  const { references, why: whyNone } = await referencesFor({ directory, manifest, timeoutMs });
  let why = whyNone;
  for (const reference of references) {
    onStep(`comparing its answers with ${referenceWords(reference.name)}`);
    try {
      const answers = await reference.answer(trial.answers.map(({ inputs }) => inputs));
      const compared = compareAll({ reference, answers, trial, description, engine: manifest.engine });
      if (compared) return compared;
      why = `${referenceWords(reference.name)} answers none of the inputs`;
    } catch (error) {
      if (error instanceof CommandError) throw error;
      why = `${referenceWords(reference.name)} cannot answer: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return { with: 'nothing', why };
}

/** Compares all answers. @returns undefined if the other engine answered nothing. */
function compareAll({
  reference,
  answers,
  trial,
  description,
  engine,
}: {
  reference: Reference;
  answers: readonly (WrittenTensors | null)[];
  trial: Trial;
  description: ModelDescription;
  engine: string;
}): Comparison | undefined {
  const how = {
    tolerance: toleranceOf(description),
    sorts: description.ops.some(({ name }) => /NonMaxSuppression|TopK|Detection_PostProcess/.test(name)),
    referenceName: referenceWords(reference.name),
  };
  let [inputs, distance] = [0, 0];
  for (const [at, answer] of answers.entries()) {
    const own = trial.answers[at];
    if (!answer || !own) continue;
    const compared = compareAnswers(readTensors(own.outputs), readTensors(answer), how);
    if (compared.difference) {
      const on = at === 0 ? trial.words : `drawn input ${at}`;
      throw new CommandError(
        `it would answer wrongly on engine '${engine}': on ${on} ${compared.difference.words}. ` +
          (engine === 'tfjs-node'
            ? 'If you know that its answers are right, add it with --no-compare'
            : 'Try --engine tfjs-node, or its SavedModel; if you know that its answers are right, --no-compare'),
      );
    }
    inputs += 1;
    distance = Math.max(distance, compared.distance);
  }
  return inputs === 0 ? undefined : { with: reference.name, inputs, distance };
}

function toleranceOf({ format, weights }: ModelDescription): number {
  const isFloat = Object.keys(weights.dtypes).every((dtype) => !/^(u?int(4|8|16)|float16)$/.test(dtype));
  return format === 'tflite' && !isFloat ? TOLERANCES.quantized : TOLERANCES.float;
}

async function referencesFor({
  directory,
  manifest,
  timeoutMs,
}: {
  directory: ModelDirectory;
  manifest: Manifest;
  timeoutMs: number;
}): Promise<{ references: Reference[]; why: string }> {
  const { format, engine, entry } = manifest;
  switch (format) {
    case 'tfjs-graph-model':
    case 'tfjs-layers-model': {
      const names = engine === 'tfjs-node' ? (['cpu'] as const) : (['tfjs-node', 'cpu'] as const);
      const references = names.map((name) => ({
        name,
        answer: (inputs: readonly WrittenTensors[]) => answerWith(name, directory, inputs, timeoutMs),
      }));
      return { references, why: '' };
    }
    case 'saved-model':
    case 'tflite': {
      if (!(await isEnvironmentMade()))
        return { references: [], why: "Python's TensorFlow is not installed: npm run python:setup" };
      const source = format === 'tflite' ? join(directory.path, entry) : directory.path;
      const signature = sampleSignature(manifest);
      const answer = (inputs: readonly WrittenTensors[]) =>
        answerInPython({ source, format, signature, inputs, timeoutMs });
      return { references: [{ name: 'python', answer }], why: '' };
    }
  }
}

/**
 * Runs a model for the first time, when it is added: finds a sample, and compares the answers with another engine's.
 *
 * @module
 */
export { answerWith } from './answer-with.ts';
export { candidateSamples } from './candidate-samples.ts';
export { compareAnswers, TOLERANCES } from './compare-answers.ts';
export { GIVEN_SAMPLE } from './given-sample.ts';
export { ProcessFailedError } from './run-in-process.ts';
export type { Trial } from './process-messages.ts';
export { tryModel } from './try-model.ts';
export { readTensors, writeTensors, type WrittenTensors } from './written-tensors.ts';

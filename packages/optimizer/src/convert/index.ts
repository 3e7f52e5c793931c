/**
 * Python's TensorFlow, where it is at hand, for whoever asks it about a model. Nothing of TensorFlow.js is loaded.
 *
 * @module
 */
export { answerInPython } from './answer-in-python.ts';
export { isEnvironmentMade } from './python-environment.ts';

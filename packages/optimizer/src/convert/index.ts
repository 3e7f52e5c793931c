/**
 * Runs models in Python's TensorFlow, if it is installed. Loads nothing of TensorFlow.js.
 *
 * @module
 */
export { answerInPython } from './answer-in-python.ts';
export { isEnvironmentMade } from './python-environment.ts';

/** A Keras model holds something that TensorFlow.js cannot represent; the message names it. */
export class KerasFormError extends Error {
  override readonly name = 'KerasFormError';
}

/** A Keras model holds something that TensorFlow.js has no form for; the message names it. */
export class KerasFormError extends Error {
  override readonly name = 'KerasFormError';
}

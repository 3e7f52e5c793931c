/** Inputs that fit a model's signature, and whose values its engine does not take. The message is the engine's. */
export class InputsRefusedError extends Error {
  override readonly name = 'InputsRefusedError';
}

/** Inputs fit a model's signature, but its engine refuses their values. The message is the engine's. */
export class InputsRefusedError extends Error {
  override readonly name = 'InputsRefusedError';
}

/** LiteRT could not load or run a model. The message is the library's. */
export class LitertError extends Error {
  override readonly name = 'LitertError';
}

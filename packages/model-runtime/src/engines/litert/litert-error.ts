/** What LiteRT said when it could not load or run a model. */
export class LitertError extends Error {
  override readonly name = 'LitertError';
}

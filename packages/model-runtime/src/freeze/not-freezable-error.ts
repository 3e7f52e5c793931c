/** Why a model cannot be frozen; it is served by its ordinary engine. */
export class NotFreezableError extends Error {
  override readonly name = 'NotFreezableError';
}

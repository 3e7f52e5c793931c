/** A codebase that cannot be made into a folder that stands alone, and why. */
export class DeployableError extends Error {
  override readonly name = 'DeployableError';
}

/** Something that should run here and does not: a taken port, a process that ended or never got ready. */
export class LocalPlatformError extends Error {
  override readonly name = 'LocalPlatformError';
}

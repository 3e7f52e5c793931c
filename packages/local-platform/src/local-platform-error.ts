/** A local process or resource that failed: a taken port, a process that ended or was never ready. */
export class LocalPlatformError extends Error {
  override readonly name = 'LocalPlatformError';
}

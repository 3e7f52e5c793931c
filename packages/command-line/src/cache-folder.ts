import { homedir } from 'node:os';
import { join } from 'node:path';

/** Returns the user's cache folder, outside of any repository, for files that take long to make. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'pilotlight');
}

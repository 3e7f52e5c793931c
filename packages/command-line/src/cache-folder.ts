import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what takes long to make is kept from one run to the next: the user's own, outside of any repository. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'pilotlight');
}

import { fileURLToPath } from 'node:url';

/** Where a path of the repository is on this machine. */
export function fromRoot(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

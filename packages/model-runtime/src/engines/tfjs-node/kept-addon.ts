import { existsSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** What `native:setup` adds to the package @tensorflow/tfjs-node: the addon, and TensorFlow itself. */
export const ADDON_FOLDERS = ['lib', 'deps'] as const;

/** The folder in which a machine keeps the addon, where an `npm ci`, which empties node_modules, does not take it away. */
export function keptAddonFolder(version: string): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(cache, 'pilotlight', `tfjs-node-${version}-${process.platform}-${process.arch}`);
}

/**
 * Links the addon that the machine keeps into the package that has none.
 *
 * @param require from where the package is found.
 * @returns whether there was something to link.
 */
export function linkKeptAddon(require: NodeJS.Require): boolean {
  try {
    const packageJson = '@tensorflow/tfjs-node/package.json';
    const { version }: { version: string } = require(packageJson);
    const [folder, kept] = [dirname(require.resolve(packageJson)), keptAddonFolder(version)];
    const missing = ADDON_FOLDERS.filter(
      (name) => !existsSync(join(folder, name)) && existsSync(join(kept, name)),
    );
    for (const name of missing) symlinkSync(join(kept, name), join(folder, name), 'junction');
    return missing.length > 0;
  } catch {
    // No package, a folder that cannot be written, or another process was first: whoever wants the addon says that it lacks.
    return false;
  }
}

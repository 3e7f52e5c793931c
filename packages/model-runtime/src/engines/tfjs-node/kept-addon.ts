import { existsSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The files that `native:setup` adds to the package @tensorflow/tfjs-node: the addon, and TensorFlow itself. */
export const ADDON_FOLDERS = ['lib', 'deps'] as const;

/** The folder in which a machine keeps the addon, because `npm ci` empties node_modules. */
export function keptAddonFolder(version: string): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(cache, 'pilotlight', `tfjs-node-${version}-${process.platform}-${process.arch}`);
}

/**
 * Links the machine's addon into a package that has none.
 *
 * @param require resolves the package.
 * @returns true if there was an addon to link.
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
    // No package, a read-only folder, or another process was first: loading the addon reports that it is missing.
    return false;
  }
}

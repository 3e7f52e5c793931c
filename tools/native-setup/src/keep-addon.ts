import { cp, lstat, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ADDON_FOLDERS, keptAddonFolder } from '@pilotlight/model-runtime/tfjs-node';
import type { TfjsNodePackage } from './tfjs-node-package.ts';

/**
 * Moves the addon out of node_modules, which the next `npm ci` empties, to the place where the engine finds it then,
 * and leaves links. Replaces an addon that was kept there before.
 */
export async function keepAddon({ tfjsNode: { directory } }: { tfjsNode: TfjsNodePackage }): Promise<void> {
  const own = await Promise.all(ADDON_FOLDERS.map((name) => lstat(join(directory, name))));
  if (own.some((found) => found.isSymbolicLink())) return;
  const { version }: { version: string } = JSON.parse(
    await readFile(join(directory, 'package.json'), 'utf8'),
  );
  const kept = keptAddonFolder(version);
  await mkdir(dirname(kept), { recursive: true });
  const scratch = await mkdtemp(`${kept}-`);
  try {
    // A copy, because the cache may be on another disk; links inside stay links.
    for (const name of ADDON_FOLDERS)
      await cp(join(directory, name), join(scratch, name), { recursive: true, verbatimSymlinks: true });
    await rm(kept, { recursive: true, force: true });
    await rename(scratch, kept);
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
  for (const name of ADDON_FOLDERS) {
    await rm(join(directory, name), { recursive: true });
    await symlink(join(kept, name), join(directory, name), 'junction');
  }
}

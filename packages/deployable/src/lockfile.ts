import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { DeployableError } from './deployable-error.ts';
import { findUp } from './find-up.ts';

export const LOCKFILE = 'package-lock.json';
const BROUGHT = 'file:';

interface LockedPackage {
  version?: string;
  link?: boolean;
}

interface Lockfile {
  lockfileVersion: number;
  packages: Record<string, LockedPackage>;
}

/**
 * Writes the lockfile of a deployable folder: the packages that its `package.json` needs, in exactly the versions of
 * the repository's own lockfile. npm makes it from the repository's and may not contact a registry, so that nothing
 * newer can come in; a missing package fails the build.
 *
 * @param packageDirectory the workspace from which the folder was built.
 *
 * @throws {DeployableError} if the repository's lockfile lacks a package, or two of its versions are needed at once.
 */
export async function writeLockfile(directory: string, packageDirectory: string): Promise<void> {
  const repository = await findUp(LOCKFILE, packageDirectory);
  const locked: Lockfile = JSON.parse(await readFile(join(repository, LOCKFILE), 'utf8'));
  const installed = visibleFrom(relative(repository, packageDirectory).split(sep).join('/'), locked);

  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-lockfile-'));
  try {
    for (const folder of ['.', ...(await broughtAlong(directory))]) {
      await cp(join(directory, folder, 'package.json'), join(scratch, folder, 'package.json'));
    }
    const { lockfileVersion } = locked;
    await writeFile(join(scratch, LOCKFILE), JSON.stringify({ lockfileVersion, packages: installed }));
    await prune(scratch);
    const written = await readFile(join(scratch, LOCKFILE), 'utf8');
    const { packages }: Lockfile = JSON.parse(written);
    assertSame(packages, installed);
    await writeFile(join(directory, LOCKFILE), written);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Returns the folders of the packages that are uploaded with the folder instead of installed from a registry. */
async function broughtAlong(directory: string): Promise<string[]> {
  const declared: { dependencies?: Record<string, string> } = JSON.parse(
    await readFile(join(directory, 'package.json'), 'utf8'),
  );
  return Object.values(declared.dependencies ?? {})
    .filter((version) => version.startsWith(BROUGHT))
    .map((version) => version.slice(BROUGHT.length));
}

/** Packages that a workspace sees, as if it were alone: its own come before the shared ones. */
function visibleFrom(workspace: string, { packages }: Lockfile): Record<string, LockedPackage> {
  const installed = Object.entries(packages).filter(([, { link }]) => !link);
  const below = (prefix: string) =>
    installed
      .filter(([path]) => path.startsWith(`${prefix}node_modules/`))
      .map(([path, locked]) => [path.slice(prefix.length), locked] as const);
  return Object.fromEntries([...below(''), ...below(`${workspace}/`)]);
}

async function prune(directory: string): Promise<void> {
  const options = ['package-lock-only', 'offline', 'ignore-scripts', 'omit-lockfile-registry-resolved'];
  try {
    await promisify(execFile)('npm', ['install', '--no-audit', ...options.map((name) => `--${name}`)], {
      cwd: directory,
      shell: process.platform === 'win32',
    });
  } catch (cause) {
    throw new DeployableError(
      'the repository’s package-lock.json lacks a package that the deployed package.json needs: run npm install',
      { cause },
    );
  }
}

function assertSame(
  written: Readonly<Record<string, LockedPackage>>,
  installed: Readonly<Record<string, LockedPackage>>,
): void {
  for (const [path, { version, link }] of Object.entries(written)) {
    if (path.startsWith('node_modules/') && !link && installed[path]?.version !== version) {
      throw new DeployableError(`${path} would be deployed as ${version}, but was tested in another version`);
    }
  }
}

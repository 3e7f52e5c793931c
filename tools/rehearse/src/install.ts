import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';
import { addonLoads } from '@pilotlight/model-runtime/deployment';
import { type Problem, RehearsalError } from './problem.ts';
import type { UploadedCodebase } from './uploaded.ts';

/** A codebase as installed by the platform, before it is started. */
export interface InstalledCodebase {
  directory: string;
  packages: number;
  /** Bytes on disk, with all uploaded files. */
  bytes: number;
  milliseconds: number;
  problems: Problem[];
  /** Parts of the installation that could not be shown. */
  notShown: string[];
}

interface InstalledTree {
  packages: Record<string, { name?: string; version?: string; link?: boolean }>;
}

/**
 * Unpacks an archive in an empty folder and installs it as Google's buildpack does
 * (github.com/GoogleCloudPlatform/buildpacks, cmd/nodejs): checks the syntax of its main file, then runs `npm ci` for
 * production. There is no workspace around the folder.
 *
 * @throws {RehearsalError} if the platform's build would fail.
 */
export async function install(
  { name, archive }: UploadedCodebase,
  directory: string,
): Promise<InstalledCodebase> {
  archive.extractAllTo(directory);
  const { main }: { main: string } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
  const begun = performance.now();
  await run(name, directory, process.execPath, ['--check', main]);
  const notShown = await installPackages(name, directory);
  const milliseconds = performance.now() - begun;
  const installed = await readTree(directory);
  return {
    directory,
    packages: Object.values(installed.packages).filter(({ link }) => !link).length,
    bytes: await bytesOf(directory),
    milliseconds,
    problems: compareTrees(installed, await readTree(REPOSITORY)).map((problem) => ({
      where: name,
      problem,
    })),
    notShown,
  };
}

const CI = ['ci', '--quiet', '--no-fund', '--no-audit', '--prefer-offline'];

/** Matches npm's message if the package's install script cannot reach its vendor. */
const UNREACHABLE =
  /tfjs-node[\s\S]*\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b/;

/** Installs the dependencies; takes native TensorFlow from this machine if its vendor cannot be reached. */
async function installPackages(where: string, directory: string): Promise<string[]> {
  try {
    await run(where, directory, 'npm', CI);
    return [];
  } catch (error) {
    if (!(error instanceof RehearsalError) || !UNREACHABLE.test(error.message)) throw error;
    if (!(await addonLoads())) {
      throw new RehearsalError(
        where,
        'storage.googleapis.com, from which @tensorflow/tfjs-node downloads TensorFlow, cannot be reached from here.\n' +
          'To rehearse with this clone’s own native addon: npm run native:setup',
        { cause: error },
      );
    }
    await run(where, directory, 'npm', [...CI, '--ignore-scripts']);
    return [
      'whether the TensorFlow 2.9.1 that @tensorflow/tfjs-node downloads from storage.googleapis.com installs and answers: that host cannot ' +
        "be reached from here, and this clone's own addon took its place",
    ];
  }
}

/**
 * Returns the packages whose installed version differs from the tested one. An uploaded package is installed as a link
 * to it.
 */
export function compareTrees(there: InstalledTree, here: InstalledTree): string[] {
  return Object.entries(there.packages).flatMap(([path, { name, version, link }]) => {
    const tested = here.packages[name === undefined ? path : `node_modules/${name}`]?.version;
    if (link || tested === version) return [];
    return [`${path} is installed as ${version}, but was tested as ${tested ?? 'none'}`];
  });
}

/** Reads npm's record of its last installation. */
async function readTree(directory: string): Promise<InstalledTree> {
  const tree: InstalledTree = JSON.parse(
    await readFile(join(directory, 'node_modules/.package-lock.json'), 'utf8'),
  );
  return tree;
}

async function run(where: string, cwd: string, command: string, args: readonly string[]): Promise<void> {
  // Hides the workspace and the command that started this.
  const inherited = Object.entries(process.env).filter(
    ([key]) => !/^npm_(package|lifecycle|command|config_ignore_scripts)/.test(key),
  );
  const env = { ...Object.fromEntries(inherited), NODE_ENV: 'production' };
  try {
    await promisify(execFile)(command, args, { cwd, env, shell: process.platform === 'win32' });
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new RehearsalError(where, `“${[command, ...args].join(' ')}” fails on the platform too:\n${said}`, {
      cause,
    });
  }
}

async function bytesOf(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

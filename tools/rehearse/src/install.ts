import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';
import { addonLoads } from '@pilotlight/model-runtime/deployment';
import { type Problem, RehearsalError } from './problem.ts';
import type { UploadedCodebase } from './uploaded.ts';

/** A codebase as the platform would have it before it starts it. */
export interface InstalledCodebase {
  directory: string;
  packages: number;
  /** With everything that was uploaded. */
  bytes: number;
  milliseconds: number;
  problems: Problem[];
  /** What could not be shown of its installation. */
  notShown: string[];
}

interface InstalledTree {
  packages: Record<string, { name?: string; version?: string; link?: boolean }>;
}

/**
 * Unpacks an archive in an empty folder and installs it as Google's buildpack does
 * (github.com/GoogleCloudPlatform/buildpacks, cmd/nodejs): a look at the syntax of its main file, then `npm ci` for
 * production. It finds no workspace there.
 *
 * @throws {RehearsalError} where the platform's build would fail.
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

/** What npm says where the package's own script cannot reach its vendor. */
const UNREACHABLE =
  /tfjs-node[\s\S]*\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b/;

/** Installs what it depends on; native TensorFlow from this machine where its vendor cannot be reached. */
async function installPackages(where: string, directory: string): Promise<string[]> {
  try {
    await run(where, directory, 'npm', CI);
    return [];
  } catch (error) {
    if (!(error instanceof RehearsalError) || !UNREACHABLE.test(error.message)) throw error;
    if (!(await addonLoads())) {
      throw new RehearsalError(
        where,
        'storage.googleapis.com, from which @tensorflow/tfjs-node gets TensorFlow, cannot be reached from here.\n' +
          'Give this clone a native addon to rehearse with: npm run native:setup',
        { cause: error },
      );
    }
    await run(where, directory, 'npm', [...CI, '--ignore-scripts']);
    return [
      'whether the TensorFlow 2.9.1 that @tensorflow/tfjs-node gets from storage.googleapis.com installs and answers: it cannot ' +
        "be reached from here, and this clone's own addon took its place",
    ];
  }
}

/** What was installed there and is not what was tested here. A package that was uploaded is installed as a link to it. */
export function compareTrees(there: InstalledTree, here: InstalledTree): string[] {
  return Object.entries(there.packages).flatMap(([path, { name, version, link }]) => {
    const tested = here.packages[name === undefined ? path : `node_modules/${name}`]?.version;
    if (link || tested === version) return [];
    return [`${path} is installed as ${version}, and what was tested is ${tested ?? 'none'}`];
  });
}

/** What npm noted down of its last installation. */
async function readTree(directory: string): Promise<InstalledTree> {
  const tree: InstalledTree = JSON.parse(
    await readFile(join(directory, 'node_modules/.package-lock.json'), 'utf8'),
  );
  return tree;
}

async function run(where: string, cwd: string, command: string, args: readonly string[]): Promise<void> {
  // Neither the workspace nor how this was called may show.
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

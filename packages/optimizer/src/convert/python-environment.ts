import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findPython } from './find-python.ts';
import { runProgram } from './run-program.ts';

const FOLDER = join(import.meta.dirname, '../../python');
const REQUIREMENTS = join(FOLDER, 'requirements.txt');
const TFJS_REQUIREMENTS = join(FOLDER, 'requirements-tfjs.txt');
/** This file exists once everything is installed. */
const COMPLETE = '.complete';
const INSTALL_MINUTES = 60;

/**
 * Returns a Python with TensorFlow in an environment of its own, in the user's cache, made at first use: about 1.5 GB,
 * 300 MB of it downloaded.
 *
 * @param onStep called with each step that takes time.
 * @throws {OptimizerError} if Python is missing, or TensorFlow cannot be installed.
 */
export async function pythonEnvironment(onStep: (step: string) => void): Promise<string> {
  const folder = await environmentFolder();
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (await isEnvironmentMade()) return python;

  const found = await findPython();
  onStep(`Making a Python environment with TensorFlow, once: 300 MB to download, 1.5 GB in ${folder}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await runProgram({ file: found, args: ['-m', 'venv', folder], minutes: 5, what: 'making the environment' });
  await install(python, ['--requirement', REQUIREMENTS], 'installing TensorFlow');
  await writeFile(join(folder, COMPLETE), '');
  return python;
}

/** True if the environment exists. */
export async function isEnvironmentMade(): Promise<boolean> {
  return isThere(join(await environmentFolder(), COMPLETE));
}

/** Changed requirements get another environment. */
async function environmentFolder(): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex');
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(cache, 'pilotlight', `python-${digest.slice(0, 16)}`);
}

/**
 * Adds the TensorFlow.js converter to an environment that lacks it.
 *
 * @throws {OptimizerError} if it cannot be installed.
 */
export async function addTfjsConverter(python: string, onStep: (step: string) => void): Promise<void> {
  const script = 'import importlib.util, sys; sys.exit(importlib.util.find_spec("tensorflowjs") is None)';
  const isInstalled = await runProgram({
    file: python,
    args: ['-c', script],
    minutes: 1,
    what: 'looking',
  }).then(
    () => true,
    () => false,
  );
  if (isInstalled) return;
  onStep('Installing the TensorFlow.js converter');
  await install(
    python,
    ['--no-deps', '--requirement', TFJS_REQUIREMENTS],
    'installing the TensorFlow.js converter',
  );
}

async function install(python: string, what: string[], doing: string): Promise<void> {
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...what];
  await runProgram({ file: python, args, minutes: INSTALL_MINUTES, what: doing });
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { exists } from './exists.ts';
import { runTool } from './run-tool.ts';
import { step } from './step.ts';

/** Python with TensorFlow, and its server for HTTP functions. */
export interface Python {
  executable: string;
  /** False if pip has no functions-framework; then Flask and gunicorn take its place, which it is built on. */
  hasFunctionsFramework: boolean;
}

const FRAMEWORK = 'functions-framework==3.9.2';
const STAND_IN = ['flask==3.1.3', 'gunicorn==26.2.0'];

/**
 * Returns Python's TensorFlow from the cache folder, where pip installs it once, with pip's own configuration.
 *
 * @throws {Error} if there is no Python 3.11 or pip cannot install TensorFlow, with pip's message.
 */
export async function pythonWithTensorflow(cache: string): Promise<Python> {
  const folder = join(cache, 'python');
  const executable = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const has = (module: string) =>
    runTool(executable, [
      '-c',
      `import importlib.util, sys; sys.exit(not importlib.util.find_spec('${module}'))`,
    ]).then(
      () => true,
      () => false,
    );
  const isComplete = join(folder, 'complete');
  if (!(await exists(isComplete))) {
    await step('installing Python TensorFlow with pip (300 MB, a few minutes)', async () => {
      await rm(folder, { recursive: true, force: true });
      await mkdir(cache, { recursive: true });
      // A virtual environment cannot be moved, so it is made in place; it is incomplete until this file exists.
      await runTool('python3', ['-m', 'venv', folder]);
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
      await runTool(executable, [...pip, '-r', join(REPOSITORY, 'tools/oracle-fixtures/requirements.txt')]);
      await runTool(executable, [...pip, '--retries=0', FRAMEWORK]).catch(() =>
        runTool(executable, [...pip, ...STAND_IN]),
      );
      await writeFile(isComplete, '');
    });
  }
  return { executable, hasFunctionsFramework: await has('functions_framework') };
}

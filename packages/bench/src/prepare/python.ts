import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { exists } from './exists.ts';
import { runTool } from './run-tool.ts';
import { step } from './step.ts';

/** Python with TensorFlow, and what serves HTTP functions with it. */
export interface Python {
  executable: string;
  /** Where pip has no functions-framework, Flask and gunicorn stand in: what it is made of. */
  hasFunctionsFramework: boolean;
}

const FRAMEWORK = 'functions-framework==3.9.2';
const STAND_IN = ['flask==3.1.3', 'gunicorn==26.2.0'];

/**
 * Takes Python's TensorFlow out of the cache folder, where pip puts it once, with its own configuration.
 *
 * @throws {Error} where there is no Python 3.11 or pip cannot provide TensorFlow, with pip's own words.
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
    await step('installing Python TensorFlow with pip (300 MB, some minutes)', async () => {
      await rm(folder, { recursive: true, force: true });
      await mkdir(cache, { recursive: true });
      // A virtual environment cannot be moved, so it is made where it will be; until it has this file it is not there.
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

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { OptimizerError } from '../optimizer-error.ts';

/** Python versions that requirements.txt can be installed in. */
const OLDEST = 10;
const NEWEST = 13;
const CHECK = `import sys, venv, ensurepip; sys.exit(not ((3, ${OLDEST}) <= sys.version_info[:2] <= (3, ${NEWEST})))`;

/**
 * Finds a Python that can make an environment.
 *
 * @throws {OptimizerError} if there is none.
 */
export async function findPython(): Promise<string> {
  const names = Array.from({ length: NEWEST - OLDEST + 1 }, (_, at) => `python3.${NEWEST - at}`);
  for (const name of ['python3', ...names, 'python']) {
    const isGood = await promisify(execFile)(name, ['-c', CHECK]).then(
      () => true,
      () => false,
    );
    if (isGood) return name;
  }
  throw new OptimizerError(
    `TensorFlow's converters need Python 3.${OLDEST} to 3.${NEWEST} with venv, which was not found: install it ` +
      '(on Debian or Ubuntu: `apt-get install python3 python3-venv`) and try again',
  );
}

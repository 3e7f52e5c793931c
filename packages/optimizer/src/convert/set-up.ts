// `npm run python:setup`: makes the environment that `pilotlight convert` would make when it is first needed.

import { OptimizerError } from '../optimizer-error.ts';
import { pythonEnvironment } from './python-environment.ts';

try {
  console.log(await pythonEnvironment((step) => console.error(`${step} …`)));
} catch (error) {
  console.error(OptimizerError.isInstance(error) ? error.message : error);
  process.exitCode = 1;
}

// `npm run python:setup`: makes the environment that `pilotlight convert` makes at first use.

import { OptimizerError } from '../optimizer-error.ts';
import { pythonEnvironment } from './python-environment.ts';

try {
  console.log(await pythonEnvironment((step) => console.error(`${step} …`)));
} catch (error) {
  console.error(OptimizerError.isInstance(error) ? error.message : error);
  process.exitCode = 1;
}

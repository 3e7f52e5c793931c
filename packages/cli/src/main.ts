import { createProgram } from './program.ts';
import { reportFailure } from './report-failure.ts';

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = reportFailure(error);
  });

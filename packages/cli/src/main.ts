import { createProgram } from './program.ts';
import { reportFailure } from './errors/report-failure.ts';

// Whoever reads what is printed may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = reportFailure(error);
  });

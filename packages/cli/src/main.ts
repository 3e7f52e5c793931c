import { createProgram } from './program.ts';
import { isForPrograms } from './errors/as-json.ts';
import { reportFailure } from './errors/report-failure.ts';

// Errors only: TensorFlow would tell of the processor and the like whenever it starts, in this process and those that it starts.
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';

// Whoever reads what is printed may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const isJson = isForPrograms(process.argv.slice(2));

createProgram({ isJson })
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = reportFailure(error, { isJson });
  });

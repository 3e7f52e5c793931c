import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '@pilotlight/command-line/cache-folder';
import { isForPrograms } from './errors/as-json.ts';
import { reportFailure } from './errors/report-failure.ts';

// Half of a command's start is the compiling of TypeScript, here and in the processes that it starts. Not in the folder that
// Node.js takes by itself, which is every user's: code that is compiled there may be anybody's.
process.env['NODE_COMPILE_CACHE'] ??= join(cacheFolder(), 'code');
enableCompileCache();

// Errors only: TensorFlow would tell of the processor and the like whenever it starts, in this process and those that it starts.
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';

// Whoever reads what is printed may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const args = process.argv.slice(2);
const isJson = isForPrograms(args);

try {
  const { createProgram } = await import('./program.ts');
  const program = await createProgram({ isJson, asked: args[0] });
  await program.parseAsync();
} catch (error) {
  process.exitCode = await reportFailure(error, { isJson });
}

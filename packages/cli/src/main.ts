import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { cacheFolder } from '@pilotlight/command-line/cache-folder';
import { isForPrograms } from './errors/as-json.ts';
import { reportFailure } from './errors/report-failure.ts';
import { NEW_SPACE_FLAG } from './new-space-flag.ts';

/** Commands that convert models in their own process. */
const CONVERTING: ReadonlySet<string> = new Set(['inspect', 'add', 'convert']);

// Compiling TypeScript takes half of a command's start, here and in the processes that it starts. Node.js's default folder
// is not used: all users can write to it, so the compiled code there may be anybody's.
process.env['NODE_COMPILE_CACHE'] ??= join(cacheFolder(), 'code');
enableCompileCache();

// Errors only: TensorFlow would log the processor and more at each start, in this process and those that it starts.
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';

// The reader of the output may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const args = process.argv.slice(2);
const isJson = isForPrograms(args);
if (CONVERTING.has(args[0] ?? '')) setFlagsFromString(NEW_SPACE_FLAG);

try {
  const { createProgram } = await import('./program.ts');
  const program = await createProgram({ isJson, asked: args[0] });
  await program.parseAsync();
} catch (error) {
  process.exitCode = await reportFailure(error, { isJson });
}

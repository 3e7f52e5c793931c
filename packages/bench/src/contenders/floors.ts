import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFramework } from '@pilotlight/deployable/framework';
import { REPOSITORY, spawnFunction } from '@pilotlight/local-platform';
import { startServer } from '../server.ts';
import { callOf, type Contender } from './contender.ts';

const folder = (name: string) => join(REPOSITORY, 'bench/contenders', name);
const saysHello = (answer: unknown) => JSON.stringify(answer) === '{"text":"Hello"}';

/** Measures the cost of Node.js alone. */
export const BARE_NODE: Contender = {
  id: 'bare-node',
  name: 'a bare `node:http` server',
  role: 'floor',
  start: (processors) =>
    startServer({ command: () => [process.execPath, 'index.js'], cwd: folder('bare-node'), processors }),
  body: callOf(null),
  isCorrect: saysHello,
};

/** Measures the cost of the platform before any code of a function, with the framework as npm installs it. */
export const FRAMEWORK: Contender = {
  id: 'functions-framework',
  name: 'Functions Framework, plain hello',
  role: 'floor',
  start: (processors) => startFunctionOf(folder('functions-framework'), 'hello', { processors }),
  body: callOf(null),
  isCorrect: saysHello,
};

/**
 * Measures the same with the framework as this project uploads it.
 *
 * @param scratch a folder to put it into.
 */
export async function bundledFramework(scratch: string): Promise<Contender> {
  const directory = join(scratch, 'bundled-framework');
  await cp(folder('bundled-framework'), directory, { recursive: true });
  await writeFramework(directory);
  return {
    id: 'bundled-framework',
    name: 'Functions Framework in one file, plain hello',
    role: 'floor',
    start: (processors) => startFunctionOf(directory, 'hello', { processors }),
    body: callOf(null),
    isCorrect: saysHello,
  };
}

/** A callable without a model, the first step of every tutorial. All others are given as a ratio to it. */
export const HELLO_WORLD: Contender = {
  id: 'hello-world',
  name: 'hello world, `onCall`',
  role: 'reference',
  start: (processors) => startFunctionOf(folder('hello-world'), 'hello', { processors }),
  body: callOf(null),
  isCorrect: (answer) => JSON.stringify(answer) === '{"result":{"text":"Hello from Firebase!"}}',
};

/** Starts a function as the platform does, held to that number of processors. */
export function startFunctionOf(
  directory: string,
  target: string,
  { env = {}, processors }: { env?: NodeJS.ProcessEnv; processors: number },
) {
  return spawnFunction({ directory, target, env, processors });
}

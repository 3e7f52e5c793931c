// Runs the framework's bundle, calls a function through it, and writes the code that V8 compiled meanwhile:
// `exercise-framework.ts BUNDLE FOLDER`.

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import { runBundle } from '../run-bundle.ts';

const TIMEOUT_MS = 30_000;

const [bundle = '', folder = ''] = process.argv.slice(2);
const port = await getPort({ host: '127.0.0.1' });
Object.assign(process.env, {
  FUNCTION_TARGET: 'hello',
  FUNCTION_SOURCE: join(import.meta.dirname, 'hello.cjs'),
  FUNCTION_SIGNATURE_TYPE: 'http',
  NODE_ENV: 'production',
  PORT: String(port),
});
process.argv.length = 2;
const framework = runBundle(bundle);

const deadline = Date.now() + TIMEOUT_MS;
for (;;) {
  const answer = await call().catch((error: unknown) => {
    if (Date.now() > deadline) throw error;
  });
  if (answer === '{"result":"any"}') break;
  if (answer !== undefined) throw new Error(`the framework answered ${answer}`);
  await delay(10);
}
framework.writeCompiled(folder);
process.exit();

async function call(): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ data: 'any' }),
  });
  return response.text();
}

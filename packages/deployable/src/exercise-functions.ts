// Runs a bundle of functions, calls one as its first callers will, and writes the code that V8 compiled meanwhile:
// `exercise-functions.ts BUNDLE FOLDER`, with an exercise, or null, on its standard input.

import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { http, type HttpFunction } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import type { Exercise } from './exercise.ts';
import { runBundle } from './run-bundle.ts';

const [bundle = '', folder = ''] = process.argv.slice(2);
const exercise: Exercise | null = JSON.parse(await text(process.stdin));

const functions = runBundle(bundle);

if (exercise) {
  const { target, calls } = exercise;
  const callee = functions.exports[target];
  if (!isHttpFunction(callee)) throw new TypeError(`the code exports no function '${target}'`);
  http(target, callee);
  const server = getTestServer(target).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new TypeError('the server has no port');
  for (const data of calls) {
    const response = await fetch(`http://127.0.0.1:${address.port}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ data }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`'${target}' does not answer: ${answer}`);
  }
  server.close();
}
functions.writeCompiled(folder);
// The code that checks tokens and starts engines is not needed at once, but the first caller may need it. It loads
// last: the garbage that this makes lets V8 drop code that it compiled before, now and then.
functions.loadRest();
functions.writeCompiled(folder);

function isHttpFunction(exported: unknown): exported is HttpFunction {
  return typeof exported === 'function';
}

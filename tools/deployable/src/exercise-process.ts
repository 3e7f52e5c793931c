// A process that runs a bundle, calls it as its first callers will, and writes down what V8 compiled meanwhile. See
// code-cache.ts, whose loader runs the bundle in the same way.

import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { constants, Script } from 'node:vm';
import { http, type HttpFunction } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { EPILOGUE, type Exercise, PROLOGUE } from './code-cache.ts';

const [bundle = '', cache = ''] = process.argv.slice(2);
const exercise: Exercise | null = JSON.parse(await text(process.stdin));

const script = new Script(PROLOGUE + readFileSync(bundle, 'latin1') + EPILOGUE, {
  // V8 writes it down, and what it writes has to be the same wherever it is built.
  filename: basename(bundle),
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
const module: { exports: Record<string, HttpFunction> } = { exports: {} };
script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, dirname(bundle));

if (exercise) {
  const { target, calls } = exercise;
  const callee = module.exports[target];
  if (!callee) throw new TypeError(`the code exports no function '${target}'`);
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
writeFileSync(cache, script.createCachedData());

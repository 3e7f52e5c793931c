import { expect, it } from 'vitest';
import { measureColdStart } from './cold/measure-cold-start.ts';
import { startServer } from './server.ts';
import { type Asked, startAnswering } from './start-answering.ts';

/** A server that answers with the code in `respond`, after some time without listening. */
function contender(respond: string): Asked {
  const script = `setTimeout(() => require('node:http').createServer((request, response) => {
    ${respond}
  }).listen(Number(process.env.PORT), '127.0.0.1'), 50);`;
  return {
    name: 'a server',
    start: () => startServer({ command: () => [process.execPath, '--eval', script], cwd: '.' }),
    body: Buffer.from('{"data":1}'),
    isCorrect: (answer) => JSON.stringify(answer) === '{"result":1}',
  };
}

it('waits for the first answer, and measures from the start of the process', async () => {
  const start = await measureColdStart(contender(`response.end('{"result":1}');`));
  expect(start.firstAnswer).toEqual({ result: 1 });
  expect(start.firstAnswerMs).toBeGreaterThan(50);
  expect(start.secondAnswerMs).toBeLessThan(start.firstAnswerMs);
});

it.each([
  ['another value', `response.end('{"result":2}');`],
  ['no JSON', `response.end('<html>');`],
])('refuses a wrong answer: %s', async (_, respond) => {
  await expect(startAnswering(contender(respond))).rejects.toThrow('a server answered');
});

it('refuses a later wrong answer', async () => {
  const respond = `globalThis.calls = (globalThis.calls ?? 0) + 1;
    response.end(JSON.stringify({ result: globalThis.calls < 10 ? 1 : 2 }));`;
  await expect(measureColdStart(contender(respond))).rejects.toThrow('answered {"result":2}');
});

it('reports the output of a process that ends early', async () => {
  const ending = {
    ...contender(''),
    start: () =>
      startServer({ command: () => [process.execPath, '--eval', `throw new Error('no model')`], cwd: '.' }),
  };
  await expect(startAnswering(ending)).rejects.toThrow('no model');
});

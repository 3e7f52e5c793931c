import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { BROWSER_PATH, REPOSITORY } from '@pilotlight/local-platform';
import { afterEach, describe, expect, it } from 'vitest';
import { lookAtPage } from './look-at-page.ts';

const PAGE = join(REPOSITORY, 'apps/web/dist');
/** The parts of the page that a build without the model `digits` leaves out. */
const DIGIT_PARTS = /<!-- digits -->[^]*?<!-- \/digits -->/g;
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', html: 'text/html' };

const question = (model: string) => ({
  model,
  version: 1,
  request: { model, version: 1, signature: 'serving_default', inputs: { x: [[1, 2]] } },
  isNonFinite: false,
});

const signature = (name: string) => ({ [name]: { dtype: 'float32', shape: [-1, 2] } });
const described = {
  model: 'my',
  version: 1,
  versions: [1],
  engine: 'wasm',
  signatures: { serving_default: { inputs: signature('x'), outputs: signature('y') } },
};
const timing = { loadMs: 0, queueMs: 0, inferenceMs: 1, cold: false, instanceId: '' };

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** Serves the built page as a build without `digits`, or as it is, and a `predict` that serves a model `my`. */
async function serve({ hasDigitTab, answers }: { hasDigitTab: boolean; answers: boolean }) {
  const reply = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    if (path === '/__/firebase/init.json') return response.end('{"projectId":"demo-site"}');
    if (path !== '/predict') {
      const file = path === '/' ? 'index.html' : path;
      const content = await readFile(join(PAGE, file), 'utf8').catch(() => undefined);
      if (content === undefined) return response.writeHead(404).end();
      response.setHeader('content-type', TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'image/svg+xml');
      return response.end(hasDigitTab ? content : content.replaceAll(DIGIT_PARTS, ''));
    }
    const allow = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
    if (request.method === 'OPTIONS') return response.writeHead(204, allow).end();
    const { data } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    response.writeHead(200, { ...allow, 'content-type': 'application/json' });
    const answer = answers ? { predictions: [[3, 4]], model: 'my', version: 1, timing } : {};
    const result = data.op === 'describe' ? { models: [described], total: 1 } : answer;
    return response.end(JSON.stringify({ result }));
  };
  const server = createServer((request, response) => void reply(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
  return { project: 'demo-site', site: 'demo-site', region: 'us-central1', page: url, predict: url };
}

describe.skipIf(BROWSER_PATH === undefined)('a page without the model digits', () => {
  it('opens on the playground, which calls a served model', async () => {
    const addresses = await serve({ hasDigitTab: false, answers: true });
    expect(await lookAtPage(addresses, [question('my')])).toEqual({
      problems: [],
      used: 'called my, v1 in its playground',
    });
  });

  it('is reported if the playground gets no answer', async () => {
    const addresses = await serve({ hasDigitTab: false, answers: false });
    const visit = await lookAtPage(addresses, [question('my')]);
    expect(visit?.used).toBeUndefined();
    expect(visit?.problems).toEqual([
      { where: 'page', problem: expect.stringMatching(/^its playground got no answer from my: \S/) },
    ]);
  });

  it('is reported if it was built with a tab for them', async () => {
    const addresses = await serve({ hasDigitTab: true, answers: true });
    expect((await lookAtPage(addresses, [question('my')]))?.problems).toEqual([
      { where: 'page', problem: 'it has a tab for the model digits, which is not served: build it again' },
    ]);
  });
});

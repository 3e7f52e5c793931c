import { parsePredictResponse } from '@pilotlight/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, call } from './support/call.ts';
import { digits, mostLikely } from './support/digits.ts';
import { startPredict } from './support/inference-process.ts';

let predict: Awaited<ReturnType<typeof startPredict>>;
let instanceId: string;

async function ask(n: number) {
  const { body } = await call(predict.url, { instances: [digits[n]?.binary] });
  const response = parsePredictResponse(body.result);
  return {
    digit: 'predictions' in response ? mostLikely(response.predictions[0]) : -1,
    id: response.timing.instanceId,
  };
}

beforeAll(async () => {
  predict = await startPredict();
  ({ id: instanceId } = await ask(0));
});
afterAll(() => predict.stop());

function expectNothingInternal({ text }: Answer): void {
  expect(text).not.toMatch(/\bat .*:\d+:\d+|node_modules|\/apps\/|\/dist\/|index\.js/);
}

const row = digits[0]?.nested ?? [];
const withFirst = (value: unknown) => [[[[value], ...(row[0] ?? []).slice(1)], ...row.slice(1)]];
const binary = { ...digits[0]?.binary };
const float32 = (value: number) => {
  const bytes = Buffer.from(Float32Array.from({ length: 784 }, () => value).buffer);
  return { ...binary, b64: bytes.toString('base64') };
};

it.each([
  ['nothing', null, 400, 'request'],
  ['a string', 'hello', 400, 'request'],
  ['neither form', { model: 'digits' }, 400, 'instances'],
  ['both forms', { instances: [row], inputs: [row] }, 400, 'inputs'],
  ['a wrong rank', { instances: [[1, 2, 3]] }, 400, 'instances[0]'],
  ['a scalar', { instances: [1] }, 400, 'instances[0]'],
  ['ragged rows', { instances: [row, row.slice(1)] }, 400, 'instances[1]'],
  ['ragged inside', { instances: [[row[0]?.slice(1), ...row.slice(1)]] }, 400, 'instances[0][0]'],
  ['a string for a number', { instances: withFirst('1') }, 400, 'instances[0][0][0][0]'],
  [
    'null for a number, which JSON writes for NaN',
    { instances: withFirst(Number.NaN) },
    400,
    'instances[0][0][0][0]',
  ],
  ['a number beyond float32', { instances: withFirst(1e300) }, 400, 'instances[0][0][0][0]'],
  ['NaN in bytes', { instances: [float32(Number.NaN)] }, 400, 'instances[0].b64'],
  ['Infinity in bytes', { instances: [float32(Infinity)] }, 400, 'instances[0].b64'],
  ['bytes of the wrong length', { instances: [{ ...binary, b64: 'AAAA' }] }, 400, 'instances[0].b64'],
  [
    'bytes that are not base64',
    { instances: [{ ...binary, b64: '*'.repeat(4184) }] },
    400,
    'instances[0].b64',
  ],
  ['an unknown dtype', { instances: [{ ...binary, dtype: 'complex64' }] }, 400, 'instances[0].dtype'],
  ['the wrong dtype', { instances: [{ ...binary, dtype: 'int32' }] }, 400, 'instances[0].dtype'],
  ['an empty batch', { instances: [] }, 400, 'instances'],
  ['an empty column', { inputs: [] }, 400, 'inputs'],
  ['10,001 rows', { instances: Array.from({ length: 10_001 }, () => 0) }, 429, 'instances'],
  ['a path for a name', { model: '../../etc/passwd', instances: [row] }, 400, 'model'],
  ['a prototype for a name', { model: '__proto__', instances: [row] }, 400, 'model'],
  ['a name of an Object property', { model: 'constructor', instances: [row] }, 404, undefined],
  ['an unknown version', { version: 7, instances: [row] }, 404, undefined],
  ['an unknown signature', { signature: 'train', instances: [row] }, 400, 'signature'],
  ['an unknown input', { inputs: { picture: [row] } }, 400, 'inputs.picture'],
  ['an unknown operation', { op: 'delete' }, 400, 'op'],
  ['an unknown field', { instances: [row], verbose: true }, 400, 'verbose'],
])(
  'answers %s with an error that names it, and the next good call with the digit',
  async (_, data, status, field) => {
    const refused = await call(predict.url, JSON.stringify({ data }));
    expect(refused.status).toBe(status);
    const issue = refused.body.error?.details?.['issue'];
    expect(issue).toEqual(field === undefined ? undefined : expect.objectContaining({ field }));
    expectNothingInternal(refused);
    expect(await ask(4)).toEqual({ digit: 4, id: instanceId });
  },
);

it.each([
  ['not JSON', '{"data": '],
  ['JSON that is not a call', '[1, 2, 3]'],
  ['an empty body', ''],
])('refuses a body that is %s, and stays up', async (_, body) => {
  const refused = await call(predict.url, body);
  expect(refused.status).toBe(400);
  expectNothingInternal(refused);
  expect(await ask(1)).toEqual({ digit: 1, id: instanceId });
});

it('refuses a body of 33 MB as too large, and stays up', async () => {
  const refused = await call(predict.url, { instances: ['x'.repeat(33 * 1024 * 1024)] });
  expect(refused.status).toBe(429);
  expect(refused.body.error).toMatchObject({
    status: 'RESOURCE_EXHAUSTED',
    details: { issue: { field: 'request' } },
  });
  expect(await ask(2)).toEqual({ digit: 2, id: instanceId });
});

it('ignores a prototype in a request', async () => {
  const refused = await call(predict.url, '{"data":{"__proto__":{"model":"digits","instances":[1]}}}');
  expect(refused.status).toBe(400);
  const named = await call(predict.url, '{"data":{"inputs":{"__proto__":{"image":[1]}}}}');
  expect(named.status).toBe(400);
  expect(await ask(3)).toEqual({ digit: 3, id: instanceId });
});

it('answers any request with a status of the protocol, from the same process', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.jsonValue(),
        fc.record({ instances: fc.jsonValue() }),
        fc.record({ inputs: fc.jsonValue() }),
      ),
      async (data) => {
        const answer = await call(predict.url, JSON.stringify({ data }));
        expect([400, 404, 429]).toContain(answer.status);
        expectNothingInternal(answer);
      },
    ),
    { numRuns: 60 },
  );
  expect(await ask(9)).toEqual({ digit: 9, id: instanceId });
});

it('takes turns: a short call does not wait for all of a long one', async () => {
  const many = Array.from({ length: 4000 }, () => digits[8]?.binary);
  const begun = performance.now();
  let longTook = 0;
  const long = call(predict.url, { instances: many }).then((answer) => {
    longTook = performance.now() - begun;
    return answer;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await ask(6)).digit).toBe(6);
  const shortTook = performance.now() - begun;
  const answer = parsePredictResponse((await long).body.result);
  expect('predictions' in answer ? answer.predictions.length : 0).toBe(4000);
  expect(shortTook).toBeLessThan(longTook);
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkParameters } from './check-parameters.ts';
import { createTestClone, type TestClone } from './testing/clone.ts';

let clone: TestClone;
beforeEach(async () => {
  clone = await createTestClone('prod-1');
  const params = [
    { name: 'REGION', type: 'string', default: 'us-central1' },
    { name: 'COUNT', type: 'int', default: 4 },
    { name: 'STRICT', type: 'boolean' },
    { name: 'TARGETS', type: 'list' },
  ];
  await clone.write('inference/dist/functions.yaml', { params, endpoints: {} });
  await clone.write('inference/config/.env', 'REGION=eu\nCOUNT=4\nSTRICT=false\nTARGETS=["a"]\n');
  await clone.write('warmup/dist/functions.yaml', { params: params.slice(0, 1), endpoints: {} });
  await clone.write('warmup/config/.env', 'REGION=eu\n');
});
afterEach(() => clone[Symbol.asyncDispose]());

const found = async () =>
  (await checkParameters(clone)).map(
    ({ verdict, message, fix }) => `${verdict}: ${message}${fix ? ` | ${fix}` : ''}`,
  );

it('accepts parameters that all have a value of the right type', async () => {
  expect(await found()).toEqual(['good: 4 have values']);
});

it('says where to write a missing value, even if the code has a default', async () => {
  await clone.write('inference/config/.env', 'REGION=eu\nSTRICT=false\nTARGETS=[]\n');
  expect(await found()).toEqual([
    'problem: COUNT has no value | add COUNT=4 to inference/config/.env.prod-1',
  ]);
});

it('reads this project’s own values, and no other project’s', async () => {
  await clone.write('inference/config/.env.prod-1', 'COUNT=many\n');
  await clone.write('inference/config/.env.prod-2', 'STRICT=perhaps\n');
  expect(await found()).toEqual([
    "problem: COUNT is 'many': it must be a whole number | change it in inference/config/.env.prod-1",
  ]);
});

it.each([
  ['STRICT=yes', 'true or false'],
  ['TARGETS=a,b', 'a JSON array of strings'],
])('refuses %s', async (line, expected) => {
  await clone.write('inference/config/.env.prod-1', `${line}\n`);
  expect((await found()).join()).toContain(`it must be ${expected}`);
});

it('does not repeat a password in an address', async () => {
  await clone.write(
    'inference/config/.env.prod-1',
    'TARGETS=https://me:secret@host\nREGION=http://me:secret@eu\n',
  );
  const said = (await found()).join('\n');
  expect(said).toContain("TARGETS is 'https://***@host'");
  expect(said).toContain('REGION is http://***@eu for inference');
  expect(said).not.toContain('secret');
});

it('finds one parameter with two values', async () => {
  await clone.write('warmup/config/.env', 'REGION=us\n');
  expect((await found()).join()).toContain('REGION is eu for inference and us for warmup');
});

it('warns of a value that no parameter reads', async () => {
  await clone.write('warmup/config/.env.prod-1', 'REGOIN=eu\n');
  expect(await found()).toEqual([expect.stringContaining('warning: REGOIN is set')]);
});

it('does not choose between two files for one project', async () => {
  const named = { ...clone, alias: 'live' };
  await clone.write('warmup/config/.env.prod-1', '');
  await clone.write('warmup/config/.env.live', '');
  expect(await checkParameters(named)).toMatchObject([{ verdict: 'problem' }]);
});

it('refuses an unknown region', async () => {
  const params = [{ name: 'REGION', type: 'string' }];
  const endpoints = { tick: { region: '{{ params.REGION }}' } };
  await clone.write('warmup/dist/functions.yaml', { params, endpoints });
  expect((await found()).join()).toContain(
    "problem: REGION is 'eu', which is not a known region | change it in warmup/config/.env; the known",
  );
  for (const codebase of ['inference', 'warmup']) {
    await clone.write(`${codebase}/config/.env.prod-1`, 'REGION=europe-west1\n');
  }
  expect(await found()).toEqual(['good: 4 have values']);
});

it('reports the values that the code itself refuses, and where to change them', async () => {
  const code = `if (process.env.COUNT > 3) throw Object.assign(new Error('no'), {
    problems: ['COUNT is "' + process.env.COUNT + '" and must be 1 to 3', 'two of them contradict each other'],
  });
  setInterval(() => {}, 1000);`;
  await clone.write('inference/dist/package.json', { main: 'index.cjs' });
  await clone.write('inference/dist/index.cjs', code);
  expect(await found()).toEqual([
    'problem: inference does not start: COUNT is "4" and must be 1 to 3 | change it in inference/config/.env',
    'problem: inference does not start: two of them contradict each other | change it in inference/config/.env.prod-1',
  ]);
  await clone.write('inference/config/.env.prod-1', 'COUNT=3\n');
  expect(await found()).toEqual(['good: 4 have values']);
  // Missing values and wrong types are already reported.
  await clone.write('inference/config/.env.prod-1', 'COUNT=many\n');
  expect(await found()).toHaveLength(1);
});

it('says why code does not load', async () => {
  await clone.write('inference/dist/package.json', { main: 'index.cjs' });
  for (const [code, said] of [
    ["console.log('{}'); throw new Error('no such file')", 'no such file'],
    ['throw null', 'null'],
    ['process.exit(3)', 'its process ended with 3'],
  ]) {
    await clone.write('inference/dist/index.cjs', String(code));
    expect(await found()).toEqual([expect.stringContaining(`inference does not start: ${said} |`)]);
  }
});

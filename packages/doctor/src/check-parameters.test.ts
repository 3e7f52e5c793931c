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

it('is content where each has a value of its kind', async () => {
  expect(await found()).toEqual(['good: 4 have values']);
});

it('says where to write a value that is missing, though the code has a default', async () => {
  await clone.write('inference/config/.env', 'REGION=eu\nSTRICT=false\nTARGETS=[]\n');
  expect(await found()).toEqual([
    'problem: COUNT has no value | add COUNT=4 to inference/config/.env.prod-1',
  ]);
});

it('takes what is different in this project, and no other', async () => {
  await clone.write('inference/config/.env.prod-1', 'COUNT=many\n');
  await clone.write('inference/config/.env.prod-2', 'STRICT=perhaps\n');
  expect(await found()).toEqual([
    "problem: COUNT is 'many', and a whole number was expected | change it in inference/config/.env.prod-1",
  ]);
});

it.each([
  ['STRICT=yes', 'true or false'],
  ['TARGETS=a,b', 'a JSON array of strings'],
])('refuses %s', async (line, expected) => {
  await clone.write('inference/config/.env.prod-1', `${line}\n`);
  expect((await found()).join()).toContain(`and ${expected} was expected`);
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

it('wonders at a value that nobody reads', async () => {
  await clone.write('warmup/config/.env.prod-1', 'REGOIN=eu\n');
  expect(await found()).toEqual([expect.stringContaining('warning: REGOIN is set')]);
});

it('does not choose between two files for one project', async () => {
  const named = { ...clone, alias: 'live' };
  await clone.write('warmup/config/.env.prod-1', '');
  await clone.write('warmup/config/.env.live', '');
  expect(await checkParameters(named)).toMatchObject([{ verdict: 'problem' }]);
});

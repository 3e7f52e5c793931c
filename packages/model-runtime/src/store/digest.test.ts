import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { DIGEST_PATTERN, digestOf, digestOfFile, hexOf } from './digest.ts';

it('is SHA-256, for bytes and for a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-digest-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'abc');
  await writeFile(file, 'abc');
  // The example of FIPS 180-4.
  const digest = 'sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(digestOf('abc')).toBe(digest);
  expect(digestOf(new TextEncoder().encode('abc'))).toBe(digest);
  expect(await digestOfFile(file)).toBe(digest);
  expect(digest).toMatch(DIGEST_PATTERN);
  expect(hexOf(digest)).toMatch(/^ba7816[0-9a-f]{58}$/);
});

import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { expect, it } from 'vitest';
import { readBaseline, writeBaseline } from './baseline.ts';

it('reads what it wrote', async () => {
  await withTemporaryFolder('test', async (folder) => {
    const path = join(folder, 'baseline.json');
    const baseline = {
      node: 'v24.0.0',
      platform: 'linux x64',
      ratios: { digits: [0.8, 0.9] },
      faults: { digits: [0.82, 0.83] },
    };
    await writeBaseline(path, baseline);
    expect(await readBaseline(path)).toEqual(baseline);
  });
});

it.each(['', '{}', '{"node":"v24","platform":"x","ratios":{"digits":[]}}'])('refuses %j', async (text) => {
  await withTemporaryFolder('test', async (folder) => {
    await writeFile(join(folder, 'baseline.json'), text);
    await expect(readBaseline(join(folder, 'baseline.json'))).rejects.toThrow('--write');
  });
});

it('reads the baseline of the repository', async () => {
  const { ratios } = await readBaseline(join(import.meta.dirname, '../../../../bench/baseline.json'));
  expect(Object.keys(ratios)).toContain('digits');
});

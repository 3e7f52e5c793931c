import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseLabelMove } from '../models/label-move.ts';
import { moveLabels } from '../models/move-labels.ts';
import { releaseLabels } from '../models/release-labels.ts';
import { waysToVersion } from '../models/share-of-version.ts';
import { formatLabels } from '../output/format-labels.ts';

let models: string;
beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-label-'));
  for (const version of [1, 2, 10]) await mkdir(join(models, 'digits', String(version)), { recursive: true });
});
afterEach(() => rm(models, { recursive: true, force: true }));

const label = (...moves: string[]) => moveLabels(models, 'digits', moves.map(parseLabelMove));
const written = async () => JSON.parse(await readFile(join(models, 'digits/version-labels.json'), 'utf8'));

describe('label', () => {
  it('moves labels, sets shares, and removes labels, in one file', async () => {
    expect(await label()).toEqual({ versions: [10, 2, 1], labels: {}, served: 10 });
    expect(await label('stable=2', 'canary=10:5%')).toMatchObject({ served: 2 });
    expect(await written()).toEqual({ stable: { version: 2 }, canary: { version: 10, share: 0.05 } });
    await label('stable=10', 'canary=none');
    expect(await written()).toEqual({ stable: { version: 10 } });
    await label('stable=none');
    expect(await readdir(join(models, 'digits'))).toEqual(['1', '10', '2']);
  });

  it('says which calls each version gets', async () => {
    const moved = await label('stable=2', 'canary=10:5%', 'old=1');
    expect(formatLabels({ model: 'digits', ...moved })).toBe(
      [
        'digits',
        '  version  label   calls',
        '  10       canary  5.0 %',
        '  2        stable  95.0 %',
        '  1        old     -',
      ].join('\n'),
    );
    expect(waysToVersion(10, {}, 10)).toEqual({ labels: [], share: 1 });
  });

  it.each([
    [['stable'], /is not a label with a version/],
    [['stable='], /is not a label with a version/],
    [['Stable=2'], /cannot be a label/],
    [['stable=v2'], /has no version/],
    [['canary=2:'], /Give a share such as/],
    [['stable=1', 'canary=2:0%'], /Give a share between/],
    [['stable=1', 'canary=2:101%'], /Give a share such as/],
    [['stable=none', 'canary=2:5%'], /a share needs a 'stable'/],
    [['stable=2:5%'], /'stable' has no share/],
    [['stable=1', 'a=2:60%', 'b=10:60%'], /more than 100 %/],
    [['stable=3'], /points to version 3, which does not exist; available: 10, 2, 1/],
  ])('refuses %j, and changes nothing', async (moves, message) => {
    await label('stable=1');
    await expect(async () => label(...moves)).rejects.toThrow(message);
    expect(await written()).toEqual({ stable: { version: 1 } });
  });

  it.each(['flowers', '../models/digits', ''])('knows no model %j', async (model) => {
    await expect(moveLabels(models, model, [])).rejects.toThrow(/no model/);
  });
});

const release = (version: number, isWhole = false) =>
  releaseLabels(models, { model: 'digits', version, isWhole });

describe('a version that is taken away', () => {
  it('must have no label', async () => {
    await label('stable=2', 'old=1');
    await expect(release(1)).rejects.toThrow(
      'version 1 of digits is labeled old: move the label first, pilotlight label digits old=VERSION; old=none removes it',
    );
    await expect(release(10)).resolves.toBeUndefined();
  });

  it('stays if the labels cannot be read', async () => {
    await writeFile(join(models, 'digits/version-labels.json'), '{');
    await expect(release(10)).rejects.toThrow(/is invalid/);
  });

  it('removes the labels with the whole model', async () => {
    await label('stable=2');
    await release(2, true);
    expect(await readdir(join(models, 'digits'))).toEqual(['1', '10', '2']);
  });
});

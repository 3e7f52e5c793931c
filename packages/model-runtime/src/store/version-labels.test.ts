import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readCatalog } from './model-catalog.ts';
import { VERSION_LABELS_FILE } from './version-labels.ts';

let models: string;
beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-labels-'));
  for (const version of [1, 2, 3]) await mkdir(join(models, 'digits', String(version)), { recursive: true });
});
afterEach(() => rm(models, { recursive: true, force: true }));

async function catalogWith(labels: unknown) {
  const text = typeof labels === 'string' ? labels : JSON.stringify(labels);
  await writeFile(join(models, 'digits', VERSION_LABELS_FILE), text);
  return readCatalog(models);
}

it('finds a version by its label, and the stable one if a call names none', async () => {
  const { find } = await catalogWith({ stable: { version: 2 }, canary: { version: 3, share: 1 } });
  const digits = { model: 'digits', version: undefined };
  expect(find({ ...digits, label: 'canary' })).toMatchObject({ directory: { version: 3 }, label: 'canary' });
  expect(find({ ...digits, version: 3 })).toMatchObject({ directory: { version: 3 }, label: undefined });
  expect(find(digits)).toMatchObject({ directory: { version: 2 }, label: 'stable' });
  expect(find(digits, 'somebody')).toMatchObject({ directory: { version: 3 }, label: 'canary' });
});

it('serves the highest version if none is labeled stable', async () => {
  const { find } = await catalogWith({ old: { version: 1 } });
  expect(find({ model: 'digits', version: undefined }, 'somebody')).toMatchObject({
    directory: { version: 3 },
    label: undefined,
  });
});

it.each(['canery', 'constructor', '__proto__'])('lists the labels if a call asks for %s', async (label) => {
  const { find } = await catalogWith({ stable: { version: 2 }, canary: { version: 3 } });
  expect(() => find({ model: 'digits', version: undefined, label })).toThrow(
    'label: expected one of stable, canary, received an unknown label',
  );
});

it('says that a model has no labels if a call names one', async () => {
  const { find } = await catalogWith({});
  expect(() => find({ model: 'digits', version: undefined, label: 'canary' })).toThrow(
    'label: this model has no labels; leave the field out, or name a `version`',
  );
});

it.each([
  ['{', /is invalid/],
  ['[]', /is invalid/],
  [{ Stable: { version: 1 } }, /a label is up to 31/],
  [{ stable: 1 }, /is invalid/],
  [{ stable: { version: 0 } }, /versions count from 1/],
  [{ stable: { version: 1 }, canary: { version: 2, share: 0 } }, /a share is more than 0 %/],
  [{ stable: { version: 1 }, canary: { version: 2, share: 5 } }, /a share is at most 100 %/],
  [{ stable: { version: 1, share: 0.5 } }, /'stable' has no share/],
  [{ canary: { version: 2, share: 0.05 } }, /a share needs a 'stable'/],
  [
    { stable: { version: 1 }, a: { version: 2, share: 0.6 }, b: { version: 3, share: 0.6 } },
    /add up to more than 100 %/,
  ],
  [
    { stable: { version: 9 } },
    /its label 'stable' points to version 9, which does not exist; available: .*pilotlight label/,
  ],
  [
    Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`l${n}`, { version: 1 }])),
    /a model has at most 16 labels/,
  ],
])('refuses %j', async (labels, message) => {
  await expect(catalogWith(labels)).rejects.toMatchObject({
    reason: 'MODEL_BROKEN',
    message: expect.stringMatching(message),
  });
});

it('accepts shares that add up to 100 %, also if they are rounded', async () => {
  const labels = {
    stable: { version: 1 },
    a: { version: 2, share: 0.1 },
    b: { version: 3, share: 0.2 },
    c: { version: 3, share: 0.7 },
  };
  await expect(catalogWith(labels)).resolves.toBeDefined();
});

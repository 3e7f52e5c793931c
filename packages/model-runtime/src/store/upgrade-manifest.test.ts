import { expect, it } from 'vitest';
import { parseManifest } from './manifest.ts';

const manifest = {
  format: 'tfjs-graph-model',
  engine: 'wasm',
  entry: 'model.json',
  signatures: {},
  files: {},
  sample: 'zeros',
};
const compared = { with: 'cpu', inputs: 7, distance: 1e-7 };

it('reads a manifest with a conversion that was not compared', () => {
  const { compared: read, ...rest } = parseManifest({ ...manifest, comparedBy: 'nothing', compared });
  expect(read).toMatchObject({ with: 'nothing', why: expect.stringContaining('could not be run') });
  expect(rest).toEqual(manifest);
});

it('reads a manifest with a conversion that was compared, and keeps the comparison', () => {
  expect(parseManifest({ ...manifest, comparedBy: 'python', compared })).toEqual({ ...manifest, compared });
  expect(parseManifest({ ...manifest, comparedBy: 'tfjs-node' })).toEqual(manifest);
});

it('leaves other values to the parser', () => {
  for (const json of [null, 1, []]) expect(() => parseManifest(json)).toThrow(/Invalid/);
});

import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { startEngine } from '@pilotlight/model-runtime/engines';
import { expect, it } from 'vitest';
import { BUILTIN_OPERATORS } from '../builtin-operators.ts';
import { hasOp } from './derive-op-table.ts';
import table from './op-table.json' with { type: 'json' };

// `npm run generate` in this package makes the table anew; it asks for thousands of names, so here are some.

const engine = await startEngine('litert', { assetPath: installedAsset });

it.each(table.custom)('LiteRT has the custom op %s', async (custom) => {
  expect(await hasOp(engine, { custom })).toBe(true);
});

it.each(['fake-op-double', 'TransformLandmarks', 'FlexErf'])(
  'LiteRT does not have the custom op %s',
  async (custom) => {
    expect(await hasOp(engine, { custom })).toBe(false);
  },
);

it.each(Object.entries(table.builtin).filter((_, at) => at % 12 === 0))(
  'LiteRT has %s up to version %i',
  async (name, version) => {
    const builtin = BUILTIN_OPERATORS.indexOf(name);
    expect(await hasOp(engine, { builtin, version })).toBe(true);
    expect(await hasOp(engine, { builtin, version: version + 1 })).toBe(false);
  },
);

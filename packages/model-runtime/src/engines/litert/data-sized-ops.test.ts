import { installedAsset } from '../../deployment/runtime-parts.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startLitertEngine } from './litert-engine.ts';
import { FIXTURES, sourceOf } from './testing/fixtures.ts';

it('refuses an output with a size that depends on the data, for which the library would return old memory', async () => {
  const engine = await startLitertEngine({ assetPath: installedAsset });
  const file = await readFile(join(FIXTURES, 'tflite/unsized/mask.tflite'));
  await expect(engine.load(sourceOf(file, {}))).rejects.toThrow(
    "its output 'output_0' has an unknown size, which its op WHERE may decide by the data",
  );
});

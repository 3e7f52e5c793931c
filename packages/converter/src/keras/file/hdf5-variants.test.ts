import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelFormatError } from '@pilotlight/model-formats';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { differenceOf } from '../../check/compare-answers.ts';
import { convertKerasFile } from '../../convert-keras-file.ts';
import { runConverted } from '../../testing/run-converted.ts';
import { openKerasFixtures } from '../testing/keras-fixtures.ts';
import { toTensors } from '../testing/to-tensors.ts';

// HDF5 stored in other ways than Keras stores it is read, or refused by name. The expected answers are Python Keras's.

const REFUSED: Readonly<Record<string, RegExp>> = {
  lzf: /is compressed by the filter LZF, and only gzip is supported/,
  scaled: /is compressed by the filter scale-offset, and only gzip is supported/,
  latest_gzip: /is damaged, or of a newer format than Keras writes/,
  compact: /has a tensor in compact storage, which is not supported/,
};

const { cases, file } = await openKerasFixtures('hdf5-variants');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-hdf5-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, file(name));
  return path;
}

it.for(cases.filter(({ name }) => !(name in REFUSED)))(
  'gives the answers of Python: $name',
  async ({ name, inputs, outputs }) => {
    const graphs = await convertKerasFile(await write(`${name}.h5`));
    const answer = await runConverted(graphs, 'serving_default', toTensors(inputs, 'float32'));
    expect(differenceOf(toTensors(outputs, 'float32'), answer)).toBeLessThan(1e-5);
  },
);

it.for(Object.entries(REFUSED))('refuses by name: %s', async ([name, problem]) => {
  const reading = convertKerasFile(await write(`${name}.h5`));
  await expect(reading).rejects.toThrow(ModelFormatError);
  await expect(reading).rejects.toThrow(problem);
});

it('refuses a chunk that unpacks to more than its tensor holds', async () => {
  await expect(convertKerasFile(await write('bomb.h5'))).rejects.toThrow(
    /unpacks to more than its tensor holds/,
  );
});

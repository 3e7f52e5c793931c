import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readModels } from './read-models.ts';
import { createModelsDirectory, DENSE_GRAPH, writeTestModel } from '../testing/models.ts';

it('lists the manifest and the files of every version, and nothing that lies beside them', async () => {
  await using directory = await createModelsDirectory();
  await writeTestModel(directory.path, 'dense', 1, DENSE_GRAPH);
  const path = await writeTestModel(directory.path, 'dense', 2, DENSE_GRAPH);
  await writeFile(join(path, 'README.md'), 'a model card');
  const files = (await readModels(directory.path)).flatMap((model) => model.files);
  expect(files.toSorted()).toEqual(
    [1, 2].flatMap((version) =>
      ['manifest.json', 'model.json', 'weights.bin'].map((file) => join('dense', String(version), file)),
    ),
  );
});

it('lets no deployment be built of a file that has changed', async () => {
  await using directory = await createModelsDirectory();
  const path = await writeTestModel(directory.path, 'dense', 1, DENSE_GRAPH);
  await writeFile(join(path, 'weights.bin'), 'another');
  await expect(readModels(directory.path)).rejects.toMatchObject({ reason: 'MODEL_BROKEN' });
});

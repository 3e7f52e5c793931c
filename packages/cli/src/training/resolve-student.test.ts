import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resolveStudent } from './resolve-student.ts';

const MODELS = join(import.meta.dirname, '../../../../models');

it('leaves the description of a network as it is', async () => {
  const text = 'convnet:16,24,32';
  expect(await resolveStudent(text, MODELS)).toEqual({ architecture: text, recorded: text });
});

it('records a layers model by its digest, however it was named', async () => {
  const recorded = expect.stringMatching(/^sha256-[0-9a-f]{64}$/);
  const served = await resolveStudent('digits', MODELS);
  expect(served).toEqual({ architecture: join(MODELS, 'digits/2/model.json'), recorded });
  const folder = join(MODELS, 'digits/2');
  expect(await resolveStudent(folder, MODELS)).toEqual({ ...served, architecture: folder });
});

it('says what could be taught', async () => {
  await expect(resolveStudent('nope.json', MODELS)).rejects.toThrow(
    'nope.json does not exist: give the name of a served model, the model.json of a layers model, or a network such as convnet:16,24,32',
  );
  await expect(resolveStudent('resnet', MODELS)).rejects.toThrow("no model 'resnet' is served from");
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { differenceOf } from './check/compare-answers.ts';
import { convertKerasFile, convertKerasModel } from './convert-keras-file.ts';
import { type KerasCase, openKerasFixtures } from './keras/testing/keras-fixtures.ts';
import { toTensors } from './keras/testing/to-tensors.ts';
import { writeLayersModel } from './keras/testing/write-layers-model.ts';
import { runConverted } from './testing/run-converted.ts';

// Models that Python's Keras saved are converted and run. The expected answers are Python's.

const archives = await Promise.all(
  (['keras-layers', 'keras2-layers'] as const).map(async (from) => ({
    from,
    ...(await openKerasFixtures(from)),
  })),
);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-keras-'));
});
afterAll(() => rm(folder, { recursive: true }));

// Python computes this one in float16.
const TOLERANCES: Readonly<Record<string, number>> = { policy: 2e-3 };

const files = archives.flatMap(({ from, cases, file }) =>
  cases.flatMap((each) => each.forms.map((form) => ({ ...each, from, file, path: `${each.name}.${form}` }))),
);

it.for(files)('gives the answers of Python: $path of $from', async (each) => {
  await writeFile(join(folder, each.path), each.file(each.path));
  expect(await differenceFromPython(join(folder, each.path), each)).toBeLessThan(toleranceOf(each));
});

const layersModels = files.filter(({ path }) => path.endsWith('.h5'));

it.for(layersModels)('gives the same answers from a model.json: $name of $from', async (each) => {
  const h5 = join(folder, `${each.from}-${each.path}`);
  await writeFile(h5, each.file(each.path));
  const file = await writeLayersModel(h5, join(folder, `${each.from}-${each.name}`));
  expect(await differenceFromPython(file, each)).toBeLessThan(toleranceOf(each));
});

const toleranceOf = ({ name }: KerasCase) => TOLERANCES[name] ?? 1e-5;

async function differenceFromPython(path: string, { inputs, outputs }: KerasCase): Promise<number> {
  const graphs = await convertKerasFile(path);
  const [graph] = graphs.values();
  const isWhole = [...(graph?.inputs.values() ?? [])].some(({ dtype }) => dtype === 'int32');
  const answer = await runConverted(
    graphs,
    'serving_default',
    toTensors(inputs, isWhole ? 'int32' : 'float32'),
  );
  return differenceOf(toTensors(outputs, 'float32'), answer);
}

it.each([
  ['without Python', undefined, "to run its original, install Python's TensorFlow (npm run python:setup)"],
  ['with a Python that fails', 'false', "Python's TensorFlow does not load its original"],
])('says why a Keras file is not compared %s', async (_when, python, why) => {
  const each = files.find(({ path }) => path.endsWith('.keras'));
  if (!each) throw new TypeError('there is no .keras file');
  const file = join(folder, `compared-${each.path}`);
  await writeFile(file, each.file(each.path));
  const output = await mkdtemp(join(folder, 'converted-'));
  const { compared } = await convertKerasModel({ file, output, python });
  expect(compared).toEqual({ with: 'nothing', why });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { differenceOf } from '../../check/compare-answers.ts';
import { convertKerasFile } from '../../convert-keras-file.ts';
import { runConverted } from '../../testing/run-converted.ts';
import { changeConfig } from '../testing/change-config.ts';
import { openKerasFixtures } from '../testing/keras-fixtures.ts';
import { toTensors } from '../testing/to-tensors.ts';

// A layer computes the same if the length of its input is in the model, and if it is only in the request.

const { cases, file } = await openKerasFixtures();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-steps-'));
});
afterAll(() => rm(folder, { recursive: true }));

it.each([
  'lstm',
  'gru',
  'gru_before',
  'simple_rnn',
  'bidirectional',
  'bidirectional_own',
  'masking',
  'masked_lstm',
  'masked_bidirectional',
  'encoder_decoder',
  'masked_functional',
  'masking_functional',
])('gives the answers of Python if the length is open: %s', async (name) => {
  const path = join(folder, `${name}.keras`);
  const open = changeConfig(file(`${name}.keras`), (config) =>
    config.replaceAll(/"batch_shape": \[null, \d+/g, '"batch_shape": [null, null'),
  );
  await writeFile(path, open);
  const graphs = await convertKerasFile(path);
  const [graph] = graphs.values();
  expect(graph?.nodes.map(({ op }) => op)).toContain('StatelessWhile');
  expect([...(graph?.inputs.values() ?? [])].map(({ shape }) => shape?.[1])).toContain(-1);
  const { inputs = {}, outputs = {} } = cases.find((one) => one.name === name) ?? {};
  const isWhole = [...(graph?.inputs.values() ?? [])].some(({ dtype }) => dtype === 'int32');
  const answer = await runConverted(
    graphs,
    'serving_default',
    toTensors(inputs, isWhole ? 'int32' : 'float32'),
  );
  expect(differenceOf(toTensors(outputs, 'float32'), answer)).toBeLessThan(1e-5);
});

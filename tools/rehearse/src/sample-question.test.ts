import AdmZip from 'adm-zip';
import { expect, it } from 'vitest';
import { sampleQuestions } from './sample-question.ts';

it('asks each model, in its newest version, what its warm-up runs', () => {
  const archive = new AdmZip();
  const add = (path: string, manifest: object) =>
    archive.addFile(`models/${path}/manifest.json`, Buffer.from(JSON.stringify(manifest)));
  const inputs = { x: { dtype: 'float32', shape: [-1, 2] }, name: { dtype: 'string', shape: [-1] } };
  add('zeroed/1', { sample: 'zeros', signatures: { serving_default: { inputs } } });
  add('sampled/2', { sample: { x: [[1, 2]] }, signatures: {} });
  add('sampled/10', { sample: { x: [[3, 4]] }, signatures: {} });
  expect(sampleQuestions(archive)).toEqual([
    { model: 'zeroed', version: 1, inputs: { x: [[0, 0]], name: [''] } },
    { model: 'sampled', version: 10, inputs: { x: [[3, 4]] } },
  ]);
});

import AdmZip from 'adm-zip';
import { expect, it } from 'vitest';
import { sampleQuestions } from './sample-question.ts';

it('gives each model’s newest version the request that its warm-up runs', () => {
  const archive = new AdmZip();
  const add = (path: string, manifest: object) => {
    const whole = {
      format: 'saved-model',
      engine: 'tfjs-node',
      entry: 'saved_model.pb',
      files: {},
      ...manifest,
    };
    archive.addFile(`models/${path}/manifest.json`, Buffer.from(JSON.stringify(whole)));
  };
  const inputs = { x: { dtype: 'float32', shape: [-1, 2] }, name: { dtype: 'string', shape: [-1] } };
  const outputs = { y: { dtype: 'float32', shape: [-1] } };
  add('zeroed/1', { sample: 'zeros', signatures: { serving_default: { inputs, outputs } } });
  // A model with several signatures, and no default one.
  const signatures = { encode: { inputs: { x: inputs.x }, outputs }, decode: { inputs, outputs } };
  add('sampled/2', { sample: { x: [[1, 2]] }, signatures });
  add('sampled/10', { sample: { x: [[3, 4]] }, signatures, nonFiniteSample: true });
  expect(sampleQuestions(archive)).toEqual([
    {
      model: 'zeroed',
      version: 1,
      request: {
        model: 'zeroed',
        version: 1,
        signature: 'serving_default',
        inputs: { x: ZEROS, name: expect.anything() },
      },
      isNonFinite: false,
    },
    {
      model: 'sampled',
      version: 10,
      request: { model: 'sampled', version: 10, signature: 'encode', inputs: { x: expect.anything() } },
      isNonFinite: true,
    },
  ]);
});

const ZEROS = { dtype: 'float32', shape: [1, 2], b64: 'AAAAAAAAAAA=' };

import { decodeInputs, parseRequest, type Signature } from '@pilotlight/protocol';
import { expect, it } from 'vitest';
import { sampleRequest } from './sample-request.ts';

const SIGNATURE: Signature = {
  inputs: {
    image: { dtype: 'uint8', shape: [-1, 2, 2, 3], quantization: { scale: 0.5, zeroPoint: 128 } },
    id: { dtype: 'int64', shape: [-1] },
    flag: { dtype: 'bool', shape: [] },
    text: { dtype: 'string', shape: [-1, 2] },
  },
  outputs: {},
};

it('asks for one row of zeros, in every type, as the function reads it', () => {
  const asked = JSON.parse(
    JSON.stringify(sampleRequest({ sample: 'zeros', signatures: { serving_default: SIGNATURE } })),
  );
  const request = parseRequest(asked);
  if (request.op !== 'predict') throw new TypeError('a prediction is asked for');
  const { image, id, text } = decodeInputs(request.payload, SIGNATURE, request.raw);
  expect(image).toEqual({ dtype: 'uint8', shape: [1, 2, 2, 3], data: new Uint8Array(12) });
  expect(id?.shape).toEqual([1]);
  expect(text?.shape).toEqual([1, 2]);
});

it('takes the sample of a model that has one', () => {
  const sample = { image: [[1]] };
  expect(sampleRequest({ sample, signatures: {} })).toEqual({ raw: true, inputs: sample });
});

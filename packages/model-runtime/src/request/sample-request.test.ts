import { decodeInputs, parseRequest } from '@pilotlight/protocol';
import { expect, it } from 'vitest';
import type { Manifest } from '../store/manifest.ts';
import { sampleRequest } from './sample-request.ts';

const SIGNATURE: Manifest['signatures'][string] = {
  inputs: {
    image: { dtype: 'uint8', shape: [-1, 2, 2, 3], quantization: { scale: 0.5, zeroPoint: 128 } },
    id: { dtype: 'int64', shape: [-1] },
    flag: { dtype: 'bool', shape: [] },
    text: { dtype: 'string', shape: [-1, 2] },
  },
  outputs: {},
};

/** Returns the request as the function reads it, after it has been sent. */
function received(sample: Manifest['sample'], signature: Manifest['signatures'][string]) {
  const asked = sampleRequest({ sample, signatures: { serving_default: signature } });
  const request = parseRequest(JSON.parse(JSON.stringify(asked)));
  if (request.op !== 'predict') throw new TypeError('expected a predict request');
  const tensors = decodeInputs(request.payload, signature, request.raw);
  return { form: request.payload.form, tensors };
}

it('makes one row of zeros, in every type, as the function reads it', () => {
  const { image, id, text } = received('zeros', SIGNATURE).tensors;
  expect(image).toEqual({ dtype: 'uint8', shape: [1, 2, 2, 3], data: new Uint8Array(12) });
  expect(id?.shape).toEqual([1]);
  expect(text?.shape).toEqual([1, 2]);
});

it('sends the sample of a model that has one', () => {
  const signature: Manifest['signatures'][string] = {
    inputs: { x: { dtype: 'float32', shape: [-1, 2] } },
    outputs: {},
  };
  expect(received({ x: [[1, 2]] }, signature).tensors['x']?.data).toEqual(Float32Array.of(1, 2));
});

it('sends a sample of one number in any shape', () => {
  const signature: Manifest['signatures'][string] = {
    inputs: { x: { dtype: 'float32', shape: [-1, -1] }, id: { dtype: 'int64', shape: [-1] } },
    outputs: {},
  };
  const sample = {
    x: { dtype: 'float32', shape: [1, 3], fill: 0.5 },
    id: { dtype: 'int64', shape: [1], fill: 1 },
  };
  const { x, id } = received(sample, signature).tensors;
  expect(x).toEqual({ dtype: 'float32', shape: [1, 3], data: Float32Array.of(0.5, 0.5, 0.5) });
  expect(id?.data).toEqual(BigInt64Array.of(1n));
});

it('sends rows if columns would be too long for a request', () => {
  const signature: Manifest['signatures'][string] = {
    inputs: { x: { dtype: 'float32', shape: [-1, 1024, 1024, 3] } },
    outputs: {},
  };
  const { form, tensors } = received('zeros', signature);
  expect(form).toBe('instances');
  expect(tensors['x']?.shape).toEqual([1, 1024, 1024, 3]);
});

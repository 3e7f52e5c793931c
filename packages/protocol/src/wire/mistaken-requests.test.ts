import { expect, it } from 'vitest';
import { decodeInputs } from './decode-inputs.ts';
import { InvalidRequestError } from '../errors/invalid-request-error.ts';
import type { Signature, TensorSpec } from '../tensors/signature.ts';
import { parseRequest } from './request.ts';

// Common mistakes in requests, and the whole message, because an app's developer sees nothing else.

const one = (name: string, spec: TensorSpec): Signature => ({ inputs: { [name]: spec }, outputs: {} });
const SIGNATURES = {
  vector: one('x', { dtype: 'float32', shape: [-1, 3] }),
  image: one('image', { dtype: 'float32', shape: [-1, 4, 4, 1] }),
  pixels: one('pixels', { dtype: 'uint8', shape: [-1, 2] }),
  flags: one('flags', { dtype: 'bool', shape: [-1, 2] }),
  text: one('text', { dtype: 'string', shape: [-1, 1] }),
  scalar: one('x', { dtype: 'float32', shape: [] }),
  pairs: one('x', { dtype: 'float32', shape: [2, 3] }),
  people: {
    inputs: { age: { dtype: 'float32', shape: [-1, 1] }, income: { dtype: 'float32', shape: [-1, 1] } },
    outputs: {},
  },
} as const satisfies Record<string, Signature>;

function messageOf(signature: keyof typeof SIGNATURES, request: unknown): string {
  try {
    const parsed = parseRequest(request);
    if (parsed.op !== 'predict') throw new TypeError('expected a predict request');
    decodeInputs(parsed.payload, SIGNATURES[signature], parsed.raw);
  } catch (error) {
    if (InvalidRequestError.isInstance(error)) return error.message;
    throw error;
  }
  return 'no error';
}

const flat = Array.from({ length: 16 }, () => 0);
const REQUESTS: [keyof typeof SIGNATURES, unknown][] = [
  ['vector', [1, 2, 3]],
  ['vector', 'hello'],
  ['vector', {}],
  ['vector', { instances: [[1, 2, 3]], signature_name: 'serving_default' }],
  ['vector', { instances: [[1, 2, 3]], modle: 'm' }],
  ['vector', { instances: [[1, 2, 3]], verbose: true }],
  ['vector', { instance: [[1, 2, 3]] }],
  ['vector', { data: { instances: [[1, 2, 3]] } }],
  ['vector', { b64: 'AAAA' }],
  ['vector', { instances: { '0': 1, '1': 2, '2': 3 } }],
  ['vector', { instances: { x: [1, 2, 3] } }],
  ['vector', { instances: [[1, 2, 3]], version: '1' }],
  ['vector', { instances: [1, 2, 3] }],
  ['vector', { instances: [{ '0': 1, '1': 2, '2': 3 }] }],
  ['vector', { instances: [{ x: { '0': 1, '1': 2, '2': 3 } }] }],
  ['vector', { inputs: [1, 2, 3] }],
  ['vector', { instances: [[[1, 2, 3]]] }],
  ['vector', { instances: [[1, 2]] }],
  ['vector', { instances: [['1', '2', '3']] }],
  ['vector', { instances: [[1, null, 3]] }],
  ['vector', { instances: [[1, true, 3]] }],
  ['vector', { instances: ['[1, 2, 3]'] }],
  ['vector', { instances: [{ X: [1, 2, 3] }] }],
  ['vector', { instances: [{ features: [1, 2, 3] }] }],
  ['vector', { instances: [{ b64: '/9j/' }] }],
  ['vector', { inputs: { b64: '/9j/' } }],
  ['vector', { instances: [{ dtype: 'int32', shape: [3], b64: 'AAAAAAAAAAAAAAAA' }] }],
  ['vector', { instances: ['data:image/png;base64,AAAA'] }],
  ['vector', { instances: [{ b64: 'data:image/png;base64,AAAA' }] }],
  ['image', { instances: [flat] }],
  ['image', { instances: [flat.slice(1)] }],
  [
    'image',
    {
      instances: [
        [
          [0, 0, 0, 0],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
        ],
      ],
    },
  ],
  ['image', { instances: [[[[0], [0], [0], [0]]]] }],
  ['pixels', { instances: [[0.5, 1]] }],
  ['pixels', { instances: [[300, 1]] }],
  ['flags', { instances: [[1, 0]] }],
  ['text', { instances: [5] }],
  ['text', { instances: [[{ b64: 'data:image/png;base64,AAAA' }]] }],
  ['scalar', { instances: [1] }],
  ['pairs', { instances: [[1, 2, 3]] }],
  ['people', { instances: [[30, 1000]] }],
  ['people', { instances: [{ age: 30 }] }],
  ['people', { instances: [{ age: 30, incomes: 1000 }] }],
  ['people', { instances: [{ b64: 'AAAA' }] }],
  ['people', { instances: [{ '0': 30, '1': 1000 }] }],
];

it('explains each mistake and says what to send', () => {
  const messages = REQUESTS.map(([signature, request]) => [
    JSON.stringify(request).slice(0, 70),
    messageOf(signature, request),
  ]);
  expect(messages).toMatchInlineSnapshot(`
    [
      [
        "[1,2,3]",
        "request: a request is an object, not a list: send { "instances": [ … ] }, one element per row",
      ],
      [
        ""hello"",
        "request: expected an object with \`instances\` or \`inputs\`, received a string of 5 characters",
      ],
      [
        "{}",
        "instances: the request has no tensors: send rows, { "instances": [row, …] }, or whole tensors, { "inputs": … }",
      ],
      [
        "{"instances":[[1,2,3]],"signature_name":"serving_default"}",
        "signature_name: unknown field 'signature_name'; did you mean 'signature'?",
      ],
      [
        "{"instances":[[1,2,3]],"modle":"m"}",
        "modle: unknown field 'modle'; did you mean 'model'?",
      ],
      [
        "{"instances":[[1,2,3]],"verbose":true}",
        "verbose: unknown field 'verbose'. A request has op, model, version, label, signature, raw, top, instances, inputs, search, after",
      ],
      [
        "{"instance":[[1,2,3]]}",
        "instance: unknown field 'instance'; did you mean 'instances'?",
      ],
      [
        "{"data":{"instances":[[1,2,3]]}}",
        "data: unknown field 'data'; the client SDKs add \`data\` themselves: send only its content",
      ],
      [
        "{"b64":"AAAA"}",
        "b64: unknown field 'b64'; send an image as a row: { "instances": [{ "b64": … }] }",
      ],
      [
        "{"instances":{"0":1,"1":2,"2":3}}",
        "instances: JSON turns a typed array into an object: send Array.from(typedArray), or its bytes as { dtype, b64 }, as @pilotlight/client does",
      ],
      [
        "{"instances":{"x":[1,2,3]}}",
        "instances: expected a list of rows, received an object; send one row as [row], and whole tensors as \`inputs\`",
      ],
      [
        "{"instances":[[1,2,3]],"version":"1"}",
        "version: expected a number, received a string of 1 character",
      ],
      [
        "{"instances":[1,2,3]}",
        "instances[0]: expected nested arrays of shape [3] of float32, received the number 1. \`instances\` is a list of rows, even for one row: { "instances": [[…]] }. One row is a list of 3 numbers (shape [3] of float32)",
      ],
      [
        "{"instances":[{"0":1,"1":2,"2":3}]}",
        "instances[0]: expected nested arrays of shape [3] of float32, received an object. JSON turns a typed array into an object: send Array.from(typedArray), or its bytes as { dtype, b64 }, as @pilotlight/client does. One row is a list of 3 numbers (shape [3] of float32)",
      ],
      [
        "{"instances":[{"x":{"0":1,"1":2,"2":3}}]}",
        "instances[0].x: expected nested arrays of shape [3] of float32, received an object. JSON turns a typed array into an object: send Array.from(typedArray), or its bytes as { dtype, b64 }, as @pilotlight/client does. One row is a list of 3 numbers (shape [3] of float32)",
      ],
      [
        "{"inputs":[1,2,3]}",
        "inputs[0]: expected nested arrays of shape [3] of float32, received the number 1. \`inputs\` holds the whole tensor, batch dimension included: put one row into a list, or send it as { "instances": [row] }. The input is nested arrays of shape [any, 3] of float32",
      ],
      [
        "{"instances":[[[1,2,3]]]}",
        "instances[0]: expected an array of 3, received an array of 1. It has one dimension too many: each element of \`instances\` is a row without the batch dimension. One row is a list of 3 numbers (shape [3] of float32)",
      ],
      [
        "{"instances":[[1,2]]}",
        "instances[0]: expected an array of 3, received an array of 2. One row is a list of 3 numbers (shape [3] of float32)",
      ],
      [
        "{"instances":[["1","2","3"]]}",
        "instances[0][0]: expected a finite float32 number, received a string of 1 character. Send a number, without quotes",
      ],
      [
        "{"instances":[[1,null,3]]}",
        "instances[0][1]: expected a finite float32 number, received null. JSON turns NaN and Infinity into null",
      ],
      [
        "{"instances":[[1,true,3]]}",
        "instances[0][1]: expected a finite float32 number, received true. Send 1 for true",
      ],
      [
        "{"instances":["[1, 2, 3]"]}",
        "instances[0]: expected nested arrays of shape [3] of float32, received a string of 9 characters. It is JSON in a string: send the arrays themselves, a list of 3 numbers (shape [3] of float32)",
      ],
      [
        "{"instances":[{"X":[1,2,3]}]}",
        "instances[0].X: unknown input 'X'; did you mean 'x'? One row is { "x": a list of 3 numbers (shape [3] of float32) }",
      ],
      [
        "{"instances":[{"features":[1,2,3]}]}",
        "instances[0].features: unknown input 'features'. One row is { "x": a list of 3 numbers (shape [3] of float32) }",
      ],
      [
        "{"instances":[{"b64":"/9j/"}]}",
        "instances[0].dtype: expected \`float32\`, received nothing. { b64 } alone is an encoded image, and this model takes no images: decode it in the app, and send its pixels as a list of 3 numbers (shape [3] of float32), or as { dtype: 'float32', shape: [3], b64 }",
      ],
      [
        "{"inputs":{"b64":"/9j/"}}",
        "inputs.dtype: expected \`float32\`, received nothing. { b64 } alone is an encoded image: send images as rows, { "instances": [{ "b64": … }] }; the tensor itself is nested arrays of shape [any, 3] of float32, or { dtype: 'float32', shape: [any, 3], b64 }",
      ],
      [
        "{"instances":[{"dtype":"int32","shape":[3],"b64":"AAAAAAAAAAAAAAAA"}]}",
        "instances[0].dtype: expected \`float32\`, received \`int32\`. Bytes are sent as { dtype: 'float32', shape: [3], b64 }",
      ],
      [
        "{"instances":["data:image/png;base64,AAAA"]}",
        "instances[0]: expected nested arrays of shape [3] of float32, received a string of 26 characters. It is a data: URL: send { b64 } with the part after the comma",
      ],
      [
        "{"instances":[{"b64":"data:image/png;base64,AAAA"}]}",
        "instances[0].dtype: expected \`float32\`, received nothing. { b64 } alone is an encoded image, and this model takes no images: decode it in the app, and send its pixels as a list of 3 numbers (shape [3] of float32), or as { dtype: 'float32', shape: [3], b64 }",
      ],
      [
        "{"instances":[[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]]}",
        "instances[0]: expected an array of 4, received an array of 16. It is a flat list of the right length: nest it as [4, 4, 1], or send { dtype: 'float32', shape: [4, 4, 1], b64 }",
      ],
      [
        "{"instances":[[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]]}",
        "instances[0]: expected an array of 4, received an array of 15. It is a flat list of 15. One row is nested arrays of shape [4, 4, 1] of float32",
      ],
      [
        "{"instances":[[[0,0,0,0],[0,0,0,0],[0,0,0,0],[0,0,0,0]]]}",
        "instances[0][0][0]: expected nested arrays of shape [1] of float32, received the number 0. Its last dimension of 1 is missing: put each number into its own list. One row is nested arrays of shape [4, 4, 1] of float32",
      ],
      [
        "{"instances":[[[[0],[0],[0],[0]]]]}",
        "instances[0]: expected an array of 4, received an array of 1. One row is nested arrays of shape [4, 4, 1] of float32",
      ],
      [
        "{"instances":[[0.5,1]]}",
        "instances[0][0]: expected a whole number from 0 to 255, received the number 0.5. This input takes whole numbers, uint8",
      ],
      [
        "{"instances":[[300,1]]}",
        "instances[0][0]: expected a whole number from 0 to 255, received the number 300. One row is a list of 2 whole numbers (shape [2] of uint8)",
      ],
      [
        "{"instances":[[1,0]]}",
        "instances[0][0]: expected true or false, received the number 1. Send true for 1",
      ],
      [
        "{"instances":[5]}",
        "instances[0]: expected a string, or bytes as { b64 }, received the number 5. Send it as a string, in quotes",
      ],
      [
        "{"instances":[[{"b64":"data:image/png;base64,AAAA"}]]}",
        "instances[0][0]: expected a string, or bytes as { b64 }, received an object. It is a data: URL: send { b64 } with the part after the comma",
      ],
      [
        "{"instances":[1]}",
        "instances: this model takes no rows: send { "inputs": … }; the input is a number (float32)",
      ],
      [
        "{"instances":[[1,2,3]]}",
        "instances: expected 2 rows (this model's batch size is fixed), received 1",
      ],
      [
        "{"instances":[[30,1000]]}",
        "instances[0]: expected an object with every input by name, received an array of 2. One row is { "age": a number (float32), "income": a number (float32) }",
      ],
      [
        "{"instances":[{"age":30}]}",
        "instances[0].income: this input is missing. One row is { "age": a number (float32), "income": a number (float32) }",
      ],
      [
        "{"instances":[{"age":30,"incomes":1000}]}",
        "instances[0].incomes: unknown input 'incomes'; did you mean 'income'? One row is { "age": a number (float32), "income": a number (float32) }",
      ],
      [
        "{"instances":[{"b64":"AAAA"}]}",
        "instances[0]: expected an object with every input by name, received an object. One row is { "age": a number (float32), "income": a number (float32) }",
      ],
      [
        "{"instances":[{"0":30,"1":1000}]}",
        "instances[0]: JSON turns a typed array into an object: send Array.from(typedArray), or its bytes as { dtype, b64 }, as @pilotlight/client does. One row is { "age": a number (float32), "income": a number (float32) }",
      ],
    ]
  `);
});

it.each([
  ['vector', { instances: [[1, 2, 3]] }],
  ['people', { instances: [{ age: 30, income: 1000 }] }],
  ['people', { instances: [{ age: [30], income: 1000 }] }],
  ['text', { instances: ['hello', ['you'], { b64: 'AAAA' }] }],
] as const)('takes %s in the forms that people send: %j', (signature, request) => {
  expect(messageOf(signature, request)).toBe('no error');
});

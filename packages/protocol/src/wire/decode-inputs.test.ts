import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeBinaryTensor } from './binary-tensor.ts';
import { encodeBase64 } from '../tensors/base64.ts';
import { decodeInputs } from './decode-inputs.ts';
import { DTYPES } from '../tensors/dtype.ts';
import { encodeColumns, encodeRows } from './encode-outputs.ts';
import { InvalidRequestError } from '../errors/invalid-request-error.ts';
import { PilotlightError } from '../errors/pilotlight-error.ts';
import { ReadyTensor } from '../tensors/ready-tensor.ts';
import type { Signature, TensorSpec } from '../tensors/signature.ts';
import type { Tensor } from '../tensors/tensor.ts';

const pair: Signature = { inputs: { x: { dtype: 'float32', shape: [-1, 2] } }, outputs: {} };
const two: Signature = {
  inputs: { a: { dtype: 'float32', shape: [-1, 2] }, flag: { dtype: 'bool', shape: [-1] } },
  outputs: {},
};

function issueOf(decode: () => unknown) {
  try {
    decode();
  } catch (error) {
    if (InvalidRequestError.isInstance(error)) return error.issue;
    throw error;
  }
  return undefined;
}

const rows = (...values: unknown[]) => ({ form: 'instances', rows: values }) as const;
const columns = (value: unknown) => ({ form: 'inputs', columns: value }) as const;

it('stacks rows along the batch dimension', () => {
  expect(decodeInputs(rows([1, 2], [3, 4], [5, 6]), pair)).toEqual({
    x: { dtype: 'float32', shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
  });
});

it('checks the range of bytes that the engine takes as floats', () => {
  const pixels: Signature = {
    inputs: { x: { dtype: 'uint8', shape: [-1, 2], heldAs: 'float32' } },
    outputs: {},
  };
  const x = { dtype: 'float32', shape: [1, 2], data: Float32Array.of(0, 255) };
  expect(decodeInputs(rows([0, 255]), pixels)).toEqual({ x });
  const bytes = encodeBinaryTensor({ dtype: 'uint8', shape: [1, 2], data: Uint8Array.of(0, 255) });
  expect(decodeInputs(columns(bytes), pixels)).toEqual({ x });
  for (const value of [256, -1, 0.5]) {
    expect(issueOf(() => decodeInputs(rows([0, value]), pixels))?.expected).toBe(
      'a whole number from 0 to 255',
    );
  }
});

it('takes rows and columns with several inputs by name', () => {
  const expected = {
    a: { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
    flag: { dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) },
  };
  expect(decodeInputs(rows({ a: [1, 2], flag: true }, { a: [3, 4], flag: false }), two)).toEqual(expected);
  expect(
    decodeInputs(
      columns({
        a: [
          [1, 2],
          [3, 4],
        ],
        flag: [true, false],
      }),
      two,
    ),
  ).toEqual(expected);
});

it('also takes a single input by its name', () => {
  expect(decodeInputs(rows({ x: [1, 2] }), pair)).toEqual(decodeInputs(rows([1, 2]), pair));
});

const anyRank: Signature = {
  inputs: { x: { dtype: 'float32', shape: [], unknownRank: true } },
  outputs: {},
};

it('takes the number of dimensions from the value if the signature leaves it open', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 }), (shape) => {
      const count = shape.reduce((product, size) => product * size, 1);
      const tensor: Tensor = {
        dtype: 'float32',
        shape,
        data: Float32Array.from({ length: count }, (_, at) => at),
      };
      expect(decodeInputs(columns({ x: encodeColumns({ x: tensor }) }), anyRank)).toEqual({ x: tensor });
      expect(decodeInputs(columns(encodeBinaryTensor(tensor)), anyRank)).toEqual({ x: tensor });
    }),
  );
});

it.each([
  ['rows', rows([1, 2]), /takes no rows: send \{ "inputs": … \}; the input is a number, or nested arrays/],
  ['arrays of several lengths', columns([[1], [1, 2]]), /an array of 1.*nested arrays of any depth/],
  [
    'arrays with more levels than a tensor has',
    columns(JSON.parse('['.repeat(40) + ']'.repeat(40))),
    /received/,
  ],
  [
    'a shape of too many dimensions',
    columns({ dtype: 'float32', shape: Array(40).fill(1), b64: 'AAAAAA==' }),
    /at most 32 dimensions/,
  ],
])('refuses %s if any number of dimensions is allowed', (_, payload, message) => {
  expect(() => decodeInputs(payload, anyRank)).toThrow(message);
});

it('mixes rows of numbers and rows of bytes', () => {
  const bytes = encodeBinaryTensor({ dtype: 'float32', shape: [2], data: Float32Array.of(3, 4) });
  expect(decodeInputs(rows([1, 2], bytes), pair)['x']?.data).toEqual(Float32Array.of(1, 2, 3, 4));
});

it('takes bytes without a shape if the signature leaves at most one dimension open', () => {
  const data = Float32Array.of(1, 2, 3, 4);
  const { dtype, b64 } = encodeBinaryTensor({ dtype: 'float32', shape: [4], data });
  expect(decodeInputs(columns({ dtype, b64 }), pair)).toEqual({ x: { dtype, shape: [2, 2], data } });
  const half = encodeBinaryTensor({ dtype: 'float32', shape: [2], data: data.subarray(2) });
  expect(decodeInputs(rows([1, 2], { dtype, b64: half.b64 }), pair)).toEqual({
    x: { dtype, shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
  });
  const wide: Signature = { inputs: { x: { dtype: 'float32', shape: [-1, -1] } }, outputs: {} };
  expect(issueOf(() => decodeInputs(columns({ dtype, b64 }), wide))).toMatchObject({ field: 'inputs.shape' });
  expect(
    issueOf(() =>
      decodeInputs(columns({ dtype, b64: encodeBase64(new Uint8Array(data.buffer, 0, 12)) }), pair),
    ),
  ).toEqual({
    field: 'inputs.b64',
    expected: '2 elements of float32 (8 bytes in base64, 12 characters)',
    received: '3 of them (a string of 16 characters)',
  });
});

const binary = { dtype: 'float32', shape: [2], b64: 'AAAAAAAAAAA=' };

it.each([
  ['a number for an array', rows(7), 'instances[0]', 'nested arrays of shape [2] of float32', 'the number 7'],
  ['too deep an array', rows([[1], 2]), 'instances[0][0]', 'a finite float32 number', 'an array of 1'],
  ['a ragged row', rows([1, 2], [1, 2, 3]), 'instances[1]', 'an array of 2', 'an array of 3'],
  ['a string', rows([1, '2']), 'instances[0][1]', 'a finite float32 number', 'a string of 1 character'],
  ['NaN', rows([1, Number.NaN]), 'instances[0][1]', 'a finite float32 number', 'NaN'],
  ['Infinity', rows([1, Infinity]), 'instances[0][1]', 'a finite float32 number', 'Infinity'],
  ['a double beyond float32', rows([1, 1e39]), 'instances[0][1]', 'a finite float32 number', '1e+39'],
  ['null', rows([null, 1]), 'instances[0][0]', 'a finite float32 number', 'null'],
  ['an unknown name', rows({ y: [1, 2] }), 'instances[0].y', 'one of the inputs `x`', 'another name'],
  ['an empty batch', columns([]), 'inputs', 'an array of at least 1', 'an array of 0'],
  [
    'bytes of another length',
    rows({ ...binary, b64: 'AAAA' }),
    'instances[0].b64',
    '2 elements of float32 (8 bytes in base64, 12 characters)',
    'a string of 4 characters',
  ],
  [
    'characters that are not base64',
    rows({ ...binary, b64: '!!!!!!!!!!!!' }),
    'instances[0].b64',
    'float32 elements in base64',
    'characters that are not base64',
  ],
  [
    'base64 with spaces in it',
    rows({ ...binary, b64: 'AAAAAAAAAA  ' }),
    'instances[0].b64',
    'float32 elements in base64',
    'characters that are not base64',
  ],
  [
    'NaN in bytes',
    rows(encodeBinaryTensor({ dtype: 'float32', shape: [2], data: Float32Array.of(0, Number.NaN) })),
    'instances[0].b64',
    'float32 elements in base64',
    'NaN at element 1',
  ],
  ['another dtype', rows({ ...binary, dtype: 'int32' }), 'instances[0].dtype', '`float32`', '`int32`'],
  [
    'an unknown dtype',
    rows({ ...binary, dtype: 'q7' }),
    'instances[0].dtype',
    '`float32`',
    'an unknown dtype',
  ],
  [
    'a shape in words',
    rows({ ...binary, shape: '2' }),
    'instances[0].shape',
    'a list of whole numbers from 1 up',
    'a string of 1 character',
  ],
  ['another shape', rows({ ...binary, shape: [1, 2] }), 'instances[0].shape', '[2]', '[1, 2]'],
  [
    'a shape of gigabytes',
    columns({ ...binary, shape: [2 ** 40, 2] }),
    'inputs.b64',
    expect.stringContaining('bytes in base64'),
    '2 of them (a string of 12 characters)',
  ],
] as const)('names the field of %s', (_, payload, field, expected, received) => {
  expect(issueOf(() => decodeInputs(payload, pair))).toEqual({ field, expected, received });
});

it('names a missing input, and says that several inputs need names', () => {
  expect(issueOf(() => decodeInputs(rows({ a: [1, 2] }), two))).toEqual({
    field: 'instances[0].flag',
    expected: 'a tensor',
    received: 'nothing',
  });
  expect(issueOf(() => decodeInputs(rows([1, 2]), two))?.expected).toBe(
    'an object with the inputs `a`, `flag`',
  );
});

it('reads no input from a prototype', () => {
  const inherited: unknown = Object.create({ a: [1, 2], flag: true });
  expect(issueOf(() => decodeInputs(rows(inherited), two))?.field).toBe('instances[0].a');
});

it('refuses bytes other than 0 and 1 for a bool', () => {
  const value = { a: [1, 2], flag: { dtype: 'bool', shape: [], b64: 'Ag==' } };
  expect(issueOf(() => decodeInputs(rows(value), two))?.received).toBe('the byte 2 at element 0');
});

it('refuses a batch that is not of the fixed size', () => {
  const fixed: Signature = { inputs: { x: { dtype: 'int32', shape: [2] } }, outputs: {} };
  expect(decodeInputs(rows(1, 2), fixed)['x']?.data).toEqual(Int32Array.of(1, 2));
  expect(issueOf(() => decodeInputs(rows(1), fixed))).toMatchObject({ field: 'instances', received: '1' });
});

it('refuses rows for an input without a batch dimension', () => {
  const scalar: Signature = { inputs: { x: { dtype: 'float32', shape: [] } }, outputs: {} };
  expect(issueOf(() => decodeInputs(rows(1), scalar))?.field).toBe('instances');
  expect(decodeInputs(columns(1), scalar)['x']?.shape).toEqual([]);
});

it('refuses too large tensors before it allocates them', () => {
  const wide: Signature = { inputs: { x: { dtype: 'float32', shape: [-1, -1] } }, outputs: {} };
  const row = Array.from({ length: 1000 }, () => 0);
  expect(() => decodeInputs(rows(...Array.from({ length: 10_000 }, () => row)), wide)).toThrow(
    expect.objectContaining({ reason: 'REQUEST_TOO_LARGE' }),
  );
});

const dimension = fc.integer({ min: 1, max: 4 });

/** A spec, a shape that fits it, and a tensor of that shape. */
const specAndTensor = fc
  .record({ dtype: fc.constantFrom(...DTYPES), sizes: fc.array(dimension, { minLength: 1, maxLength: 4 }) })
  .chain(({ dtype, sizes }) => {
    const length = sizes.reduce((product, size) => product * size, 1);
    const exactly = { minLength: length, maxLength: length };
    const data: fc.Arbitrary<Tensor['data']> = {
      float32: () => fc.float32Array({ ...exactly, noNaN: true, noDefaultInfinity: true }),
      int32: () => fc.int32Array(exactly),
      int64: () => fc.bigInt64Array(exactly),
      uint8: () => fc.uint8Array(exactly),
      int8: () => fc.int8Array(exactly),
      bool: () => fc.uint8Array({ ...exactly, max: 1 }),
      string: () => fc.array(fc.uint8Array({ maxLength: 5 }), exactly),
    }[dtype]();
    return fc.record({
      spec: fc
        .array(fc.boolean(), { minLength: sizes.length, maxLength: sizes.length })
        .map((open): TensorSpec => ({ dtype, shape: sizes.map((size, at) => (open[at] ? -1 : size)) })),
      tensor: data.map((elements) => ({ dtype, shape: sizes, data: elements })),
    });
  });

it('decodes every tensor that was encoded as columns, rows or bytes', () => {
  fc.assert(
    fc.property(specAndTensor, ({ spec, tensor }) => {
      const signature: Signature = { inputs: { x: spec }, outputs: {} };
      const asColumns: unknown = structuredClone(encodeColumns({ x: tensor }));
      const asRows: unknown[] = structuredClone(encodeRows({ x: tensor }, tensor.shape[0] ?? 0));
      const asBytes = tensor.dtype === 'string' ? [] : [columns(encodeBinaryTensor(tensor))];
      for (const payload of [columns(asColumns), rows(...asRows), ...asBytes]) {
        expect(decodeInputs(payload, signature)).toEqual({ x: tensor });
      }
    }),
  );
});

it('quantizes real values, and with raw takes the integers as they are', () => {
  const quantized: Signature = {
    inputs: { x: { dtype: 'uint8', shape: [-1, 2], quantization: { scale: 0.5, zeroPoint: 10 } } },
    outputs: {},
  };
  const integers = { x: { dtype: 'uint8', shape: [1, 2], data: Uint8Array.of(11, 8) } };
  expect(decodeInputs(rows([0.5, -1]), quantized)).toEqual(integers);
  expect(decodeInputs(rows([11, 8]), quantized, true)).toEqual(integers);
  expect(issueOf(() => decodeInputs(rows([0.5, 8]), quantized, true))?.expected).toBe(
    'a whole number from 0 to 255',
  );
});

it('takes a ready tensor as it is', () => {
  const ready = new ReadyTensor({ dtype: 'float32', shape: [2], data: Float32Array.of(5, 6) });
  expect(decodeInputs(rows([1, 2], ready), pair)['x']?.data).toEqual(Float32Array.of(1, 2, 5, 6));
});

it('returns tensors of the right shape or throws an error of the protocol for any value', () => {
  fc.assert(
    fc.property(
      fc.anything({ withTypedArray: true, withNullPrototype: true }),
      fc.boolean(),
      (value, rowwise) => {
        try {
          const { x } = decodeInputs(rowwise ? rows(value) : columns(value), pair);
          expect(x?.shape.length).toBe(2);
          expect(x?.data.length).toBe((x?.shape[0] ?? 0) * 2);
        } catch (error) {
          expect(PilotlightError.isInstance(error)).toBe(true);
        }
      },
    ),
  );
});

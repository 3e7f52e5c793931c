import type { Chance } from '../chance.ts';
import { callOf } from '../wire-request.ts';
import type { Kind, Target } from './kind.ts';
import { ODD_NAMES, ODD_NUMBERS } from './values.ts';

// Tensors as bytes: with wrong sizes, and base64 that is not valid.

function oddShape(chance: Chance, { tensor }: Target): unknown {
  return chance.pick<() => unknown>([
    () => tensor.shape.map((size) => (chance.oneIn(2) ? size : chance.pick(ODD_NUMBERS))),
    () => [2 ** 16, 2 ** 16, 2 ** 16],
    () => [2 ** 32, 2 ** 32],
    () => [2 ** 53, 0],
    () => [1e308, 1e308],
    () => [0],
    () => [],
    () => Array.from({ length: 1 + chance.below(200) }, () => 1),
    () => Array.from({ length: 5000 }, () => 2),
    () => [-1, ...tensor.shape],
    () => tensor.shape.map((size) => -size),
    () => tensor.shape.map(String),
    () => [tensor.shape],
    () => chance.pick<unknown>([null, 'shape', 7, {}, { length: 3 }, { 0: 28, length: 1 }]),
  ])();
}

const shapes: Kind = {
  name: 'a tensor of another shape',
  draw(chance, target) {
    const b64 = chance.pick(['', 'AAAA', 'A'.repeat(4 * chance.below(2000))]);
    const tensor = { dtype: target.tensor.dtype, shape: oddShape(chance, target), b64 };
    const { model, input } = target;
    return callOf(chance.oneIn(2) ? { model, instances: [tensor] } : { model, inputs: { [input]: tensor } });
  },
};

const dtypes: Kind = {
  name: 'a tensor of another dtype',
  draw(chance, { model, tensor }) {
    const dtype = chance.pick<unknown>([
      'int8',
      'uint8',
      'int32',
      'int64',
      'bool',
      'string',
      'float16',
      'bfloat16',
      'complex64',
      'FLOAT32',
      'resource',
      ...ODD_NAMES,
      1,
      null,
    ]);
    const b64 = chance
      .bytes(tensor.shape.reduce((product, size) => product * size, chance.pick([1, 4, 8])))
      .toString('base64');
    return callOf({
      model,
      instances: [{ ...tensor, dtype, b64 }],
      ...(chance.oneIn(3) ? { raw: true } : {}),
    });
  },
};

/** Returns the right bytes in wrong base64. */
function oddBase64(chance: Chance, bytes: Buffer): unknown {
  const right = bytes.toString('base64');
  return chance.pick<() => unknown>([
    () => bytes.toString('base64url'),
    () => right.replaceAll('=', ''),
    () => `${right}====`,
    () => `${right}=`,
    () => right.slice(0, -chance.below(8)),
    () => right.replaceAll(/(.{76})/g, '$1\r\n'),
    () => ` ${right}`,
    () => `data:application/octet-stream;base64,${right}`,
    () => right.replace('A', '\u0410'),
    () => `${right.slice(0, 8)}=${right.slice(9)}`,
    () => '='.repeat(right.length),
    () => [right],
    () => ({ b64: right }),
    () => bytes.toString('latin1'),
    () => [...bytes.subarray(0, 20)],
    () => chance.bytes(bytes.length).toString('base64'),
    () => '//////8='.repeat(Math.ceil(right.length / 8)).slice(0, right.length),
  ])();
}

const base64: Kind = {
  name: 'bytes that are not base64',
  draw(chance, { model, tensor }) {
    const length = 4 * tensor.shape.reduce((product, size) => product * size, 1);
    return callOf({ model, instances: [{ ...tensor, b64: oddBase64(chance, Buffer.alloc(length)) }] });
  },
};

const numbers: Kind = {
  name: 'numbers out of range',
  draw(chance, { model, tensor }) {
    const fill = (sizes: readonly number[]): unknown =>
      sizes.length === 0
        ? chance.pick<unknown>([...ODD_NUMBERS, '1', null, true])
        : Array.from({ length: Math.max(0, (sizes[0] ?? 0) - Number(chance.oneIn(300))) }, () =>
            fill(sizes.slice(1)),
          );
    return callOf({ model, instances: [fill(tensor.shape)] });
  },
};

export const TENSOR_KINDS: readonly Kind[] = [shapes, dtypes, base64, numbers];

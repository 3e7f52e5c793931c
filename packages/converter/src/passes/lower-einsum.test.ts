import fc from 'fast-check';
import { elementCount, type NamedTensors } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import { differenceOf } from '../check/compare-answers.ts';
import { Graph } from '../graph/graph.ts';
import { runConverted } from '../testing/run-converted.ts';
import { lowerEinsum } from './lower-einsum.ts';

const SIZES: Readonly<Record<string, number>> = { a: 2, b: 3, c: 4, d: 2, e: 3 };

/** Computes an Einsum by adding one product after the other. */
function plainEinsum(equation: string, tensors: readonly Float32Array[]): Float32Array {
  const [left = '', output = ''] = equation.split('->');
  const operands = left.split(',');
  const letters = Object.keys(SIZES);
  const sizeOf = (letter: string) => SIZES[letter] ?? 1;
  const place = (of: string, at: ReadonlyMap<string, number>) =>
    Array.from(of).reduce((offset, letter) => offset * sizeOf(letter) + (at.get(letter) ?? 0), 0);
  const used = letters.filter((letter) => left.includes(letter));
  const result = new Float32Array(elementCount(Array.from(output, sizeOf)));
  for (let index = 0; index < elementCount(used.map(sizeOf)); index++) {
    const at = new Map<string, number>();
    let rest = index;
    for (const letter of used) {
      at.set(letter, rest % sizeOf(letter));
      rest = Math.floor(rest / sizeOf(letter));
    }
    const product = operands.reduce((value, of, which) => value * (tensors[which]?.[place(of, at)] ?? 0), 1);
    result[place(output, at)] = (result[place(output, at)] ?? 0) + product;
  }
  return result;
}

it.each([
  'ab,bc->ac',
  'abc,cde->abde',
  'aecd,abcd->acbe',
  'acbe,aecd->abcd',
  'abc,cd->abd',
  'ab,cb->ca',
  'abc,dbc->ad',
])('computes %s', async (equation) => {
  const [left = ''] = equation.split('->');
  const [drawn = []] = fc.sample(
    fc.tuple(
      ...left.split(',').map((of) => {
        const length = elementCount(Array.from(of, (letter) => SIZES[letter] ?? 1));
        const element = fc.integer({ min: -8, max: 8 });
        return fc.array(element, { minLength: length, maxLength: length });
      }),
    ),
    1,
  );
  const graph = new Graph();
  const inputs: NamedTensors = Object.fromEntries(
    left.split(',').map((of, at) => {
      const shape = Array.from(of, (letter) => SIZES[letter] ?? 1);
      return [`x${at}`, { dtype: 'float32', shape, data: Float32Array.from(drawn[at] ?? []) }];
    }),
  );
  const values = Object.entries(inputs).map(([name, { shape }]) =>
    graph.addInput(name, { dtype: 'float32', shape }),
  );
  graph.setOutput('y', graph.add('Einsum', values, { equation: { s: equation }, N: { i: 2 } }));
  lowerEinsum(graph);
  expect(graph.nodes.some(({ op }) => op === 'Einsum')).toBe(false);
  const { y } = await runConverted(new Map([['serving_default', graph]]), 'serving_default', inputs);
  const expected = plainEinsum(
    equation,
    Object.values(inputs).map(({ data }) => Float32Array.from(data, Number)),
  );
  const [, output = ''] = equation.split('->');
  const shape = Array.from(output, (letter) => SIZES[letter] ?? 1);
  expect(y && differenceOf({ y: { dtype: 'float32', shape, data: expected } }, { y })).toBeLessThan(1e-6);
});

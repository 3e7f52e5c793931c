import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scanJson } from './scan-json.ts';

const scan = (text: string, isAscii = true) => scanJson(Buffer.from(text), { isAscii, maxBytes: Infinity });

it.each([
  ['{"data":null}', 1],
  ['{"data":[[1,2],[3,4]]}', 3],
  ['[]', 1],
  ['{"a":"[[[[{{{{"}', 1],
  ['{"a":"\\"[[[["}', 1],
  ['{"a":"\\\\","b":[]}', 2],
  [`{"a":"${'x'.repeat(100)}\\\\\\"[[","b":[{}]}`, 3],
  [`{"a":"${'x'.repeat(63)}\\"[[[["}`, 1],
])('finds the depth of %s', (text, depth) => {
  expect(scan(text).depth).toBe(depth);
});

it('stops if the text is too deep, or needs more memory than there is', () => {
  expect(scan('['.repeat(100_000)).depth).toBe(65);
  const text = Buffer.from(`[${'[],'.repeat(100_000)}[]]`);
  const { memoryBytes } = scanJson(text, { isAscii: true, maxBytes: 10_000 });
  expect(memoryBytes).toBeGreaterThan(10_000);
  expect(memoryBytes).toBeLessThan(11_000);
});

// Bytes of memory per byte of text, as V8 needs them: the measurements that scan-json.ts is based on.
it.each([
  ['empty arrays', '[],', 26],
  ['empty objects', '{},', 36],
  ['arrays of one element', '[0],', 27],
  ['objects with one name each, all different', '{"1000":0},', 19],
  ['zeros', '0,', 6],
  ['numbers among other values', 'null,1.5,', 5],
])('estimates for %s at least the memory that they take', (_, text, factor) => {
  const all = text.repeat(10_000);
  expect(scan(`[${all}null]`).memoryBytes / all.length).toBeGreaterThan(factor);
});

it.each([
  ['base64', JSON.stringify([Buffer.alloc(1_000_000).toString('base64')]), 1.8],
  [
    'rows of numbers',
    JSON.stringify(Array.from({ length: 100 }, () => Array<number>(500).fill(0.123456789))),
    2.6,
  ],
])('estimates for %s little more than their bytes', (_, text, factor) => {
  expect(scan(text).memoryBytes / text.length).toBeLessThan(factor);
});

it('estimates twice as much for characters that need two bytes', () => {
  const text = JSON.stringify(['x'.repeat(10_000)]);
  const ascii = scan(text).memoryBytes;
  expect(scan(text, false).memoryBytes).toBeGreaterThan(ascii + 9000);
  expect(scan(text.replace('x', '\\u0078')).memoryBytes).toBeGreaterThan(ascii + 9000);
});

it('finds the depth of any JSON, and copes with text that is not JSON', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(scan(JSON.stringify(value)).depth).toBe(depthOf(value));
    }),
  );
  fc.assert(
    fc.property(fc.string(), fc.nat(), (text, at) => {
      const broken = `${text.slice(0, at)}"[{\\${text.slice(at)}`;
      expect(scan(broken).depth).toBeLessThanOrEqual(broken.length);
    }),
  );
});

it('counts names and strings', () => {
  expect(scan('{"a":{"b":"c"},"d":["e",1]}')).toMatchObject({ names: 3, strings: 5 });
});

import { expect, test } from 'vitest';
import { answerParts } from './answer-part.ts';

const of = (...names: string[]) => ({
  signatures: {
    serving_default: {
      inputs: {},
      outputs: Object.fromEntries(names.map((name) => [name, { dtype: 'float32' as const, shape: [-1] }])),
    },
  },
});
const grid = (height: number, width: number, value: (at: number) => unknown) =>
  Array.from({ length: height }, (_, y) => Array.from({ length: width }, (__, x) => value(y * width + x)));

test('shows classes as bars with labels, the best first', () => {
  const [part] = answerParts([2, -1, 7], { ...of('y'), labels: ['a', 'b', 'c'] });
  expect(part).toMatchObject({
    kind: 'bars',
    count: 3,
    guesses: [{ label: 'c', score: '7.0' }, { label: 'a' }, { label: 'b', share: 0 }],
  });
});

test('shows shares with a sum of one as classes, and other numbers as a table', () => {
  expect(answerParts([0.5, 0.25, 0.25], of('y'))).toMatchObject([
    { kind: 'bars', guesses: [{ label: 'class 0' }, {}, {}] },
  ]);
  expect(answerParts([3, 5], of('y'))).toMatchObject([{ kind: 'table', rows: [['3'], ['5']] }]);
});

test.each<[string, unknown, number[]]>([
  ['0 to 1', grid(8, 9, (at) => at / 71), [0, 0, 0, 255]],
  ['0 to 255, in color', grid(8, 8, () => [255, 128, 0]), [255, 128, 0, 255]],
  ['any numbers, stretched', grid(8, 8, (at) => [at - 1000]), [0, 0, 0, 255]],
  ['color with transparency', grid(8, 8, () => [1, 0.5, 0, 0]), [255, 128, 0, 0]],
])('shows a picture of %s', (_, value, firstPixel) => {
  const [part] = answerParts(value, of('y'));
  expect(part?.kind).toBe('picture');
  if (part?.kind === 'picture') expect(Array.from(part.pixels.slice(0, 4))).toEqual(firstPixel);
});

test('shows outputs by name, and shortens long ones', () => {
  const parts = answerParts(
    { boxes: grid(100, 20, (at) => at), text: 'hello', one: 4 },
    of('boxes', 'text', 'one'),
  );
  expect(parts).toMatchObject([
    { name: 'boxes', kind: 'picture' },
    { name: 'text', kind: 'text', text: 'hello' },
    { name: 'one', kind: 'text', text: '4' },
  ]);
  const [table] = answerParts(
    grid(60, 4, (at) => at + 0.123456789),
    of('y'),
  );
  expect(table).toMatchObject({ kind: 'table', isCut: true });
  if (table?.kind === 'table') expect([table.rows.length, table.rows[0]?.[0]]).toEqual([50, '0.12346']);
  const deep = grid(9, 300, () => grid(2, 2, () => 1));
  expect(answerParts(deep, of('y'))).toMatchObject([{ kind: 'text', text: expect.stringMatching(/…$/) }]);
});

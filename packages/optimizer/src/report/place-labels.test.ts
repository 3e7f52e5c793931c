import { expect, it } from 'vitest';
import { placeLabels } from './place-labels.ts';

const frame = { left: 0, right: 400, top: 0, bottom: 200 };

it('puts a label to the right, or to the left of a dot near another dot or the edge of the frame', () => {
  expect(placeLabels([{ x: 100, y: 100, label: 'free' }], frame)).toMatchObject([
    { anchor: 'start', y: 100 },
  ]);
  const beside = [
    { x: 100, y: 100, label: 'left' },
    { x: 130, y: 100 },
  ];
  expect(placeLabels(beside, frame)).toMatchObject([{ anchor: 'end', text: 'left' }]);
  expect(placeLabels([{ x: 390, y: 100, label: 'edge' }], frame)).toMatchObject([{ anchor: 'end' }]);
});

it('puts it a line lower if neither side has room', () => {
  const dots = [
    { x: 200, y: 100, label: 'short' },
    { x: 230, y: 100 },
    { x: 170, y: 100 },
  ];
  expect(placeLabels(dots, frame)).toMatchObject([{ anchor: 'start', x: 210, y: 116 }]);
});

it('finds a place for each of many overlapping dots', () => {
  const dots = Array.from({ length: 8 }, (_, at) => ({ x: 200, y: 100, label: `number ${at}` }));
  const places = placeLabels(dots, frame).map(({ x, y, anchor }) => `${x},${y},${anchor}`);
  expect(new Set(places).size).toBe(8);
});

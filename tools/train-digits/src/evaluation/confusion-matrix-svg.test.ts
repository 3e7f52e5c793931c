import { expect, it } from 'vitest';
import { confusionMatrixSvg } from './confusion-matrix-svg.ts';
import { tally } from '@pilotlight/optimizer/tally';

const svg = confusionMatrixSvg(
  tally({
    classes: 10,
    labels: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9),
    predictions: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 4),
  }),
);

it('draws a cell for each pair of digits', () => {
  expect(svg.match(/<rect [^>]*rx=/g)).toHaveLength(100);
});

it('writes accuracy, recall and counts', () => {
  expect(svg).toContain('12 test images of MNIST, 91.67% right');
  expect(svg).toContain('>66.67%</text>');
  // The digit 2 is twice in the frame, and once as the count of predicted nines.
  expect(svg.match(/>2<\/text>/g)).toHaveLength(3);
});

it('closes every tag', () => {
  for (const tag of ['svg', 'g', 'text', 'title']) {
    const opened = svg.match(new RegExp(`<${tag}[ >]`, 'g'));
    expect(svg.match(new RegExp(`</${tag}>`, 'g'))).toHaveLength(opened?.length ?? 0);
  }
});

import { expect, it } from 'vitest';
import { tally } from '@pilotlight/optimizer/tally';
import { modelCard } from './model-card.ts';

it('reports the measurements and the training', () => {
  const evaluation = tally({
    classes: 10,
    labels: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    predictions: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 4),
  });
  const card = modelCard({
    evaluation,
    record: { seed: 42, epochs: 30, epoch: 29, validationAccuracy: 0.9962 },
  });
  expect(card).toContain('**90.00%** of the 10 test images');
  expect(card).toContain('Seed 42');
  expect(card).toContain('Epoch 29 was\n  kept, the best on those (99.62%)');
  expect(card).toContain('**102,698**');
});

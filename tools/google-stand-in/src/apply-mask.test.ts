import { expect, it } from 'vitest';
import { applyMask } from './apply-mask.ts';

it('changes the fields that are named, and no others', () => {
  const resource = { name: 'a', config: { memory: '1Gi', cpu: '1' }, labels: { old: 'yes' } };
  const change = { name: 'b', config: { memory: '2Gi', cpu: null }, labels: { new: 'yes' } };
  expect(applyMask(resource, change, 'config.memory,labels')).toEqual({
    name: 'a',
    config: { memory: '2Gi', cpu: '1' },
    labels: { new: 'yes' },
  });
  expect(applyMask(resource, change, 'config.cpu').config).toEqual({ memory: '1Gi' });
});

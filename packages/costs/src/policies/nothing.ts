import type { Policy } from './policy.ts';

export const NOTHING: Policy = {
  name: 'nothing',
  title: 'nothing at all',
  setUp: 'leave warmUp out of what is deployed',
  minInstances: 0,
};

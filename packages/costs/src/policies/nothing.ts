import type { Policy } from './policy.ts';

export const NOTHING: Policy = { name: 'nothing', title: 'nothing at all', minInstances: 0 };

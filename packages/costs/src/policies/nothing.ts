import type { Policy } from './policy.ts';

export const NOTHING: Policy = { name: 'nothing', title: 'nothing', minInstances: 0 };

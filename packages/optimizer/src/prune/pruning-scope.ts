/** Scope of the share: each kernel alone, or all kernels together. */
export const PRUNING_SCOPES = ['global', 'layer'] as const;
export type PruningScope = (typeof PRUNING_SCOPES)[number];

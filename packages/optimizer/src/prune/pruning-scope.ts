/** Whether the share holds for each kernel by itself, or for all of them together. */
export const PRUNING_SCOPES = ['global', 'layer'] as const;
export type PruningScope = (typeof PRUNING_SCOPES)[number];

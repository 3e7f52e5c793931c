/** What the command ends with, for scripts to tell. */
export const EXIT_CODE = { done: 0, failed: 1, usage: 2 } as const;

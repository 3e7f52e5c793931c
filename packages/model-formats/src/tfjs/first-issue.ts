/** Settings for checking a file by a schema: it stops at the first problem, which the error names; there may be millions. */
export const FIRST_ISSUE = { abortEarly: true } as const;

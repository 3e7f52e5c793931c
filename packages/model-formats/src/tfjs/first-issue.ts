/** How schemas are held against a file: up to the first that is wrong, which is what an error names; millions may be. */
export const FIRST_ISSUE = { abortEarly: true } as const;

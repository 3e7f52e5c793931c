/** Returns the structured lines in a process's output, also if the emulator adds text around them. */
export function loggedLines(output: string): Record<string, unknown>[] {
  return [...output.matchAll(/\{".*\}/g)].map(([json]) => JSON.parse(json));
}

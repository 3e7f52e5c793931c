/** The structured lines among what a process, or the emulator in its own words around them, has printed. */
export function loggedLines(output: string): Record<string, unknown>[] {
  return [...output.matchAll(/\{".*\}/g)].map(([json]) => JSON.parse(json));
}

/** True if the output is for a program: `--json` was given, and not after `--`, where it is a name. */
export function isForPrograms(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? undefined : end).includes('--json');
}

/** A function as the Firebase CLI writes it: `inference:predict(us-central1)`. */
export interface FunctionLabel {
  codebase: string;
  id: string;
  region: string;
}

const LABEL = /([\w-]+):([\w-]+)\(([\w-]+)\)/;

/**
 * The functions that this deploy began to create and did not finish. The Firebase CLI opens a callable to callers, and
 * makes a schedule, only when it creates the function: what is left of a creation that failed, it takes next time for
 * finished, or updates without either. So these have to be created anew, which needs them to be gone.
 *
 * @param output what the CLI printed.
 */
export function halfMade(output: string): FunctionLabel[] {
  const lines = output.split('\n');
  const labelsOf = (matching: RegExp) => lines.filter((line) => matching.test(line)).flatMap(readLabel);
  const finished = new Set(labelsOf(/Successful create operation/).map(format));
  return labelsOf(/ creating .* function /).filter((label) => !finished.has(format(label)));
}

function readLabel(line: string): FunctionLabel[] {
  const [, codebase, id, region] = LABEL.exec(line) ?? [];
  if (codebase === undefined || id === undefined || region === undefined) return [];
  return [{ codebase, id, region }];
}

function format({ codebase, id, region }: FunctionLabel): string {
  return `${codebase}:${id}(${region})`;
}

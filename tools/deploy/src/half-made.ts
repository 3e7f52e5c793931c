/** A function as the Firebase CLI prints it: `inference:predict(us-central1)`. */
export interface FunctionLabel {
  codebase: string;
  id: string;
  region: string;
}

const LABEL = /([\w-]+):([\w-]+)\(([\w-]+)\)/;

/**
 * Returns the functions that this deploy began to create and did not finish. The Firebase CLI opens a callable to
 * callers, and creates a schedule, only when it creates the function. Next time it takes the rest of a failed creation
 * for finished, or updates it without either. So these functions must be removed and created again.
 *
 * @param output the CLI's output.
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

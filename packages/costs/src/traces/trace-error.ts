import { CostsError } from '../costs-error.ts';

/** A problem, and its place in a trace file. */
export interface TraceProblem {
  file: string;
  /** Line number, from 1 on; undefined for the whole file. */
  line?: number | undefined;
  /** The problem, such as "is empty". */
  problem: string;
  /** The fix for the reader. */
  fix: string;
}

/** A trace file that cannot be read. */
export class TraceError extends CostsError {
  override readonly name = 'TraceError';
  readonly file: string;
  readonly line: number | undefined;

  constructor({ file, line, problem, fix }: TraceProblem, options?: ErrorOptions) {
    super(`${file}${line === undefined ? '' : `, line ${line},`} ${problem}: ${fix}`, options);
    this.file = file;
    this.line = line;
  }
}

/** Returns text from a file, short enough for a sentence and harmless on a terminal. */
export function quote(text: string): string {
  const printable = text.replaceAll(/\p{Cc}|\p{Cf}/gu, '�');
  return `'${printable.length > 40 ? `${printable.slice(0, 40)}…` : printable}'`;
}

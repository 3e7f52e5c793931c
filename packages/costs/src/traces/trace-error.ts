import { CostsError } from '../costs-error.ts';

/** Where in a trace file something is wrong. */
export interface TraceProblem {
  file: string;
  /** From 1 on; undefined where the file as a whole is meant. */
  line?: number | undefined;
  /** What was found, such as "is empty". */
  problem: string;
  /** What the reader can do. */
  fix: string;
}

/** A file of calls cannot be read as one. */
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

/** What a file says, short enough for a sentence and harmless on a terminal. */
export function quote(text: string): string {
  const printable = text.replaceAll(/\p{Cc}|\p{Cf}/gu, '�');
  return `'${printable.length > 40 ? `${printable.slice(0, 40)}…` : printable}'`;
}

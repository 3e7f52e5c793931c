import type { Server } from '../server.ts';

/** A program with a cold start to measure. */
export interface Contender {
  /** Name in results and in the baseline: it never changes. */
  id: string;
  /** Name in tables and charts. */
  name: string;
  /** A floor for all, the reference for ratios, a contender of this project, or one of others. */
  role: 'floor' | 'reference' | 'ours' | 'peer';
  /** Starts a fresh process, held to that number of processors if the system can do that. */
  start: (processors: number) => Promise<Server>;
  /** JSON body of each call. */
  body: Buffer;
  /** True if this is the right answer. */
  isCorrect: (answer: unknown) => boolean;
  /** Memory that its function is deployed with, in MiB, if the build decides on it. */
  functionMiB?: number;
}

const LONGEST = 200;

/** A contender that cannot run here, and the reason. */
export interface LeftOut {
  name: string;
  why: string;
}

/** Returns the reason in one line; the output of a process is in the lines after it. */
export function leftOut(name: string, error: unknown): LeftOut {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return { name, why: line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line };
}

/** Returns the body of a call of a callable function. */
export function callOf(data: unknown): Buffer {
  return Buffer.from(JSON.stringify({ data }));
}

/** Returns the result of a callable function's answer; undefined if it is something else. */
export function resultOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'result' in answer ? answer.result : undefined;
}

/** Returns the first row of the only output of an answer to `inputs`. */
export function firstRowOf(answer: unknown): unknown {
  const result = resultOf(answer);
  const outputs =
    typeof result === 'object' && result !== null && 'outputs' in result ? result.outputs : undefined;
  return Array.isArray(outputs) ? outputs[0] : undefined;
}

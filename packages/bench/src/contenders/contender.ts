import type { Server } from '../server.ts';

/** Something whose cold start is measured. */
export interface Contender {
  /** What results and the baseline call it: never changed. */
  id: string;
  /** What tables and charts call it. */
  name: string;
  /** The least that can be, what all others are told as a ratio to, what this project makes, or what others do. */
  role: 'floor' | 'reference' | 'ours' | 'peer';
  /** Starts a fresh process, held to so many processors where the system has a way to. */
  start: (processors: number) => Promise<Server>;
  /** What each call posts, JSON. */
  body: Buffer;
  /** Whether what came back is the right answer. */
  isCorrect: (answer: unknown) => boolean;
  /** The memory that its function is deployed with, in MiB, where the build decides on it. */
  functionMiB?: number;
}

const LONGEST = 200;

/** A contender that cannot be had here, and why. */
export interface LeftOut {
  name: string;
  why: string;
}

/** Says why in one line; what a process printed stands in the further ones. */
export function leftOut(name: string, error: unknown): LeftOut {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return { name, why: line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line };
}

/** The body of a call of a callable function. */
export function callOf(data: unknown): Buffer {
  return Buffer.from(JSON.stringify({ data }));
}

/** What a callable function answered; undefined where that is something else. */
export function resultOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'result' in answer ? answer.result : undefined;
}

/** The first row of the only output, where `inputs` were asked. */
export function firstRowOf(answer: unknown): unknown {
  const result = resultOf(answer);
  const outputs =
    typeof result === 'object' && result !== null && 'outputs' in result ? result.outputs : undefined;
  return Array.isArray(outputs) ? outputs[0] : undefined;
}

import { ask } from '../ask.ts';
import { instanceMiB } from '../instance-memory.ts';
import { type Touched, touchedBy } from '../touched-memory.ts';
import { type Asked, checkAnswer, startAnswering } from '../start-answering.ts';

const ANSWERS = 10;

export interface ColdStart {
  /** From the spawn of the process to the last byte of the first correct answer, in milliseconds. */
  firstAnswerMs: number;
  /** The second call, in milliseconds. */
  secondAnswerMs: number;
  /** The tenth call, in milliseconds. */
  tenthAnswerMs: number;
  /** Peak memory of the instance, in MiB; undefined if the system does not report it. */
  peakMiB: number | undefined;
  /** Memory and bytes touched until the first answer; undefined if the system does not report them. */
  touched: Touched | undefined;
  /** The answer to the first call. */
  firstAnswer: unknown;
}

/**
 * Starts a contender in a process of its own and calls it ten times.
 *
 * @param processors number that it is held to.
 * @throws {Error} if it does not answer, or an answer is wrong.
 */
export async function measureColdStart(contender: Asked, processors = 1): Promise<ColdStart> {
  const { server, firstAnswer, firstAnswerMs } = await startAnswering(contender, processors);
  try {
    const touched = await touchedBy(server.pid);
    const took: number[] = [];
    for (let answer = 2; answer <= ANSWERS; answer++) {
      const asked = performance.now();
      const again = await ask(server.url, contender.body);
      took.push(performance.now() - asked);
      checkAnswer(contender, again, server);
    }
    return {
      firstAnswerMs,
      secondAnswerMs: took.at(0) ?? Number.NaN,
      tenthAnswerMs: took.at(-1) ?? Number.NaN,
      peakMiB: await instanceMiB(server.pid),
      touched,
      firstAnswer,
    };
  } finally {
    await server.stop();
  }
}

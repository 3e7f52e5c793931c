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
  /** The most memory that the instance held, in MiB; undefined where the system does not tell. */
  peakMiB: number | undefined;
  /** What was touched until the first answer; undefined where the system does not tell. */
  touched: Touched | undefined;
  /** What the first call was answered. */
  firstAnswer: unknown;
}

/**
 * Starts a contender in a process of its own and asks it ten times.
 *
 * @param processors that it is held to.
 * @throws {Error} where it does not answer, or one of its answers is wrong.
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

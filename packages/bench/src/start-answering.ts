import { setTimeout as delay } from 'node:timers/promises';
import { ask } from './ask.ts';
import type { Contender } from './contenders/contender.ts';
import type { Server } from './server.ts';

const TIMEOUT_MS = 90_000;

/** A contender that has answered once. */
export interface Answering {
  server: Server;
  firstAnswer: unknown;
  /** From the spawn of the process to the last byte of that answer, in milliseconds. */
  firstAnswerMs: number;
}

/** The parts of a contender that a call needs. */
export type Asked = Pick<Contender, 'name' | 'start' | 'body' | 'isCorrect'>;

/**
 * Starts a contender in a process of its own, and calls it until it answers.
 *
 * @throws {Error} if it ends, does not answer within a minute and a half, or gives a wrong answer.
 */
export async function startAnswering(contender: Asked, processors = 1): Promise<Answering> {
  const { name, start, body } = contender;
  const begun = performance.now();
  const server = await start(processors);
  let hasEnded = false;
  void server.exited.then(() => (hasEnded = true));
  try {
    let firstAnswer = await ask(server.url, body);
    while (firstAnswer === undefined) {
      if (hasEnded || performance.now() - begun > TIMEOUT_MS) {
        throw new Error(`${name} did not answer; it printed:\n${server.output()}`);
      }
      await delay(1);
      firstAnswer = await ask(server.url, body);
    }
    const firstAnswerMs = performance.now() - begun;
    checkAnswer(contender, firstAnswer, server);
    return { server, firstAnswer, firstAnswerMs };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** @throws {Error} if an answer is wrong. */
export function checkAnswer({ name, isCorrect }: Asked, answer: unknown, server: Server): void {
  if (isCorrect(answer)) return;
  const said = (JSON.stringify(answer) ?? 'nothing').slice(0, 500);
  throw new Error(`${name} answered ${said}; it printed:\n${server.output()}`);
}

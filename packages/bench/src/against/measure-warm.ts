import { processorMs } from '@pilotlight/local-platform';
import { ask } from '../ask.ts';
import type { Server } from '../server.ts';
import { checkAnswer, startAnswering } from '../start-answering.ts';
import type { Contender } from '../contenders/contender.ts';

/** Calls until V8 has optimized the code of a call. */
const WARMING_CALLS = 500;

/** Times of calls of a warm instance, in milliseconds. */
export interface WarmCalls {
  /** Time of each call. */
  took: number[];
  /** Processor time of one call: it depends less on other work of the machine. */
  processorMs: number;
}

/** Calls warm instances, one call after the other, the instances in turn. */
export async function measureWarm(contenders: readonly Contender[], calls: number): Promise<WarmCalls[]> {
  const started: { contender: Contender; server: Server; took: number[] }[] = [];
  try {
    for (const contender of contenders) {
      const { server } = await startAnswering(contender);
      started.push({ contender, server, took: [] });
    }
    const askAll = async () => {
      for (const { contender, server, took } of started) {
        const asked = performance.now();
        const answer = await ask(server.url, contender.body);
        took.push(performance.now() - asked);
        checkAnswer(contender, answer, server);
      }
    };
    const used = () => Promise.all(started.map(({ server }) => processorMs(server.pid)));

    for (let call = 0; call < WARMING_CALLS; call++) await askAll();
    for (const { took } of started) took.length = 0;
    const before = await used();
    for (let call = 0; call < calls; call++) await askAll();
    const after = await used();
    return started.map(({ took }, at) => ({
      took,
      processorMs: ((after[at] ?? Number.NaN) - (before[at] ?? Number.NaN)) / calls,
    }));
  } finally {
    for (const { server } of started) await server.stop();
  }
}

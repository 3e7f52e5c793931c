import { ask } from '../ask.ts';
import { checkAnswer, startAnswering } from '../start-answering.ts';
import type { Contender } from '../contenders/contender.ts';

/** Until V8 has optimised what a call runs. */
const WARMING_CALLS = 500;

/** How long calls of warm instances take, one after the other and the instances in turn, in milliseconds. */
export async function measureWarm(contenders: readonly Contender[], calls: number): Promise<number[][]> {
  const started = [];
  try {
    for (const contender of contenders) {
      const { server } = await startAnswering(contender);
      started.push({ contender, server, took: [] as number[] });
    }
    for (let call = 0; call < WARMING_CALLS + calls; call++) {
      for (const { contender, server, took } of started) {
        const asked = performance.now();
        const answer = await ask(server.url, contender.body);
        const ms = performance.now() - asked;
        checkAnswer(contender, answer, server);
        if (call >= WARMING_CALLS) took.push(ms);
      }
    }
    return started.map(({ took }) => took);
  } finally {
    for (const { server } of started) await server.stop();
  }
}

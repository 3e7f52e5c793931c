import type { Contender } from '../contenders/contender.ts';
import { type ColdStart, measureColdStart } from './measure-cold-start.ts';

/** A contender and its counted starts, in the order of the runs. */
export interface Measured<Kind> {
  contender: Kind;
  starts: ColdStart[];
}

/**
 * Measures contenders in turn, run by run, so that other work of the machine affects all of them. One start of each is
 * not counted: it brings the files into the system's cache, where the platform's image already is.
 *
 * @param processors number that each is held to.
 * @param onStart called after each start, counted or not.
 * @param onFailure called with a contender that fails in the uncounted start and is then skipped; without it,
 *   that is an error.
 */
export async function interleave<Kind extends Contender>(
  contenders: readonly Kind[],
  runs: number,
  {
    onStart = () => {},
    onFailure,
    processors = 1,
  }: {
    onStart?: () => void;
    onFailure?: (contender: Kind, error: unknown) => void;
    processors?: number;
  } = {},
): Promise<Measured<Kind>[]> {
  const measured: Measured<Kind>[] = [];
  for (const contender of contenders) {
    try {
      await measureColdStart(contender, processors);
      measured.push({ contender, starts: [] });
    } catch (error) {
      if (!onFailure) throw error;
      onFailure(contender, error);
    }
    onStart();
  }
  for (let run = 0; run < runs; run++) {
    for (const { contender, starts } of measured) {
      starts.push(await measureColdStart(contender, processors));
      onStart();
    }
  }
  return measured;
}

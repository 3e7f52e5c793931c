import * as v from 'valibot';

/** Bytes of a page of the system: a snapshot's memory is made of such. */
export const PAGE = 4096;

/** Beside the files that several models of a deployment have: pages of memory that several snapshots have, each once. */
export const SHARED_PAGES_FILE = 'pages.bin';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * Where a file's pages lie in a deployment, in the file's order: so many among its own; or so many among those that are
 * shared, from the page of that number on.
 */
export const pageRunsSchema = v.array(v.union([v.strictTuple([count]), v.strictTuple([count, count])]));

export type PageRuns = v.InferOutput<typeof pageRunsSchema>;

/** Parts of memory to fill, one after the other, from a place of a file on. */
export interface Fill {
  position: number;
  parts: Uint8Array[];
}

/**
 * Splits parts of memory, which a file would fill, by where its pages lie.
 *
 * @returns what the file that is left fills, and what those that are shared do, by as few reads as they need.
 */
export function splitByRuns(
  parts: readonly Uint8Array[],
  runs: PageRuns,
): { own: Uint8Array[]; shared: Fill[] } {
  const take = taker(parts);
  const own: Uint8Array[] = [];
  const shared: Fill[] = [];
  let end = -1;
  for (const [pages, from] of runs) {
    const taken = take(pages * PAGE);
    if (from === undefined) {
      own.push(...taken);
      continue;
    }
    if (from === end) shared.at(-1)?.parts.push(...taken);
    else shared.push({ position: from * PAGE, parts: taken });
    end = from + pages;
  }
  // What no run speaks of is the file's own, and there it is missing.
  return { own: [...own, ...take(Number.POSITIVE_INFINITY)], shared };
}

/** Takes so many bytes of parts, as often as it is called, while there are any. */
function taker(parts: readonly Uint8Array[]): (bytes: number) => Uint8Array[] {
  let at = 0;
  let offset = 0;
  return (bytes) => {
    const taken: Uint8Array[] = [];
    for (let left = bytes; left > 0 && at < parts.length;) {
      const piece = parts[at]?.subarray(offset, offset + left) ?? new Uint8Array();
      taken.push(piece);
      left -= piece.length;
      offset += piece.length;
      if (offset < (parts[at]?.length ?? 0)) continue;
      at += 1;
      offset = 0;
    }
    return taken;
  };
}

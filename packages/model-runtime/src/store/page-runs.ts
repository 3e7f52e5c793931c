import * as v from 'valibot';

/** Bytes of a page of the system: a snapshot's memory consists of pages. */
export const PAGE = 4096;

/** Beside the files that several models of a deployment share: the pages that several snapshots share, each once. */
export const SHARED_PAGES_FILE = 'pages.bin';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * The places of a file's pages in a deployment, in the file's order. A run is a number of pages in the file itself, or a
 * number of pages among the shared ones, with the number of the first.
 */
export const pageRunsSchema = v.array(v.union([v.strictTuple([count]), v.strictTuple([count, count])]));

export type PageRuns = v.InferOutput<typeof pageRunsSchema>;

/** Parts of memory to fill in order, from an offset in a file. */
export interface Fill {
  position: number;
  parts: Uint8Array[];
}

/**
 * Splits the parts of memory that a file fills by where its pages are stored.
 *
 * @returns the reads from the file itself and from the shared pages, as few as possible.
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
  // Pages in no run belong to the file itself, where they are missing.
  return { own: [...own, ...take(Number.POSITIVE_INFINITY)], shared };
}

/** Returns a function that takes a number of bytes from the parts each time, until none is left. */
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

import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PAGE, type PageRuns } from './page-runs.ts';

/** Files that share pages, and what a deployment stores instead. */
export interface SharedPages {
  /** The places of a file's pages; undefined if it shares none. */
  runsOf: (file: string) => PageRuns | undefined;
  /** The rest of such a file. */
  ownPages: (file: string) => Promise<Uint8Array>;
  /** The shared pages, one after the other. */
  all: () => Promise<Uint8Array>;
  /** Bytes that this saves. */
  savedBytes: number;
}

/**
 * Finds the pages that several files share. Snapshots of an engine contain the engine's own memory; those of models that
 * differ only in their weights share everything else. Shared pages are stored in the order of the first file that has
 * them, so that similar files find them side by side.
 *
 * @param files different ones.
 */
export async function sharePages(files: readonly string[]): Promise<SharedPages> {
  const pages = new Map<string, { files: number; last: string; at: number }>();
  const digestsOf = new Map<string, (string | undefined)[]>();
  for (const file of files) {
    const digests = pagesOf(await readFile(file)).map(digestOfPage);
    digestsOf.set(file, digests);
    for (const digest of digests) {
      if (digest === undefined) continue;
      const page = pages.get(digest);
      if (!page) pages.set(digest, { files: 1, last: file, at: -1 });
      else if (page.last !== file) Object.assign(page, { files: page.files + 1, last: file });
    }
  }
  /** The first place of each shared page. */
  const places: { file: string; page: number }[] = [];
  for (const [file, digests] of digestsOf) {
    for (const [at, digest] of digests.entries()) {
      const page = digest === undefined ? undefined : pages.get(digest);
      if (!page || page.files < 2 || page.at !== -1) continue;
      page.at = places.length;
      places.push({ file, page: at });
    }
  }
  const placesOf = (file: string) =>
    digestsOf.get(file)?.map((digest) => (digest === undefined ? -1 : (pages.get(digest)?.at ?? -1))) ?? [];

  const sharing = files.flatMap(placesOf).filter((at) => at !== -1).length;

  return {
    runsOf(file) {
      const found = placesOf(file);
      return found.every((at) => at === -1) ? undefined : runsOf(found);
    },
    async ownPages(file) {
      const all = pagesOf(await readFile(file));
      return Buffer.concat(placesOf(file).flatMap((at, page) => (at === -1 ? (all[page] ?? []) : [])));
    },
    all: () => gather(places),
    savedBytes: (sharing - places.length) * PAGE,
  };
}

/** Undefined for a shorter page, which is not shared. */
function digestOfPage(page: Buffer): string | undefined {
  return page.length === PAGE ? hash('sha256', page, 'base64') : undefined;
}

/** The last one may be shorter. */
function pagesOf(content: Buffer): Buffer[] {
  return Array.from({ length: Math.ceil(content.length / PAGE) }, (_, page) =>
    content.subarray(page * PAGE, (page + 1) * PAGE),
  );
}

/** @param places of pages among the shared ones, -1 for others. */
function runsOf(places: readonly number[]): PageRuns {
  const runs: PageRuns = [];
  for (const at of places) {
    const last = runs.at(-1);
    const goesOn =
      last && (at === -1 ? last[1] === undefined : last[1] !== undefined && last[1] + last[0] === at);
    if (goesOn) last[0] += 1;
    else runs.push(at === -1 ? [1] : [1, at]);
  }
  return runs;
}

async function gather(places: readonly { file: string; page: number }[]): Promise<Uint8Array> {
  const gathered: Buffer[] = [];
  let open: { file: string; content: Buffer } | undefined;
  for (const { file, page } of places) {
    if (open?.file !== file) open = { file, content: await readFile(file) };
    gathered.push(open.content.subarray(page * PAGE, (page + 1) * PAGE));
  }
  return Buffer.concat(gathered);
}

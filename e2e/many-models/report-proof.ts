import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatTable } from '@pilotlight/command-line/format-table';
import { median } from '@pilotlight/statistics/median';
import { percentile } from '@pilotlight/statistics/percentile';
import { growthOf } from '../soak/flatness.ts';
import type { Asked } from './ask-model.ts';
import type { Proof, ProofOptions } from './prove.ts';
import { isTflite, smallNetwork } from './small-network.ts';
import { nameOf, weightsFileOf } from './write-models.ts';

/** The shortest wait that counts as loading: a call that waited less found its model in memory. */
const LOADED_MS = 0.5;
/** The most that a call may take longer if its model is not held. */
const MAX_MORE_MS = 30;

/** Prints the results of a proof. Returns the problems found. */
export async function reportProof(
  proof: Proof,
  {
    built,
    limitMiB,
    corrupted,
    withSnapshot,
  }: Pick<ProofOptions, 'built' | 'limitMiB' | 'corrupted' | 'withSnapshot'>,
): Promise<string[]> {
  const problems: string[] = [];
  const { asked, first, again, samples, peakMiB, isHeld } = proof;
  const everything = [...asked, ...first, ...again];

  const loaded = right(asked).filter(isLoaded);
  const warm = right(asked).filter((one) => !isLoaded(one));
  console.log(
    `\n${formatTable([
      ['', 'calls', 'p50, ms', 'p95', 'p99'],
      rowsOf('16 at a time, held', warm),
      rowsOf('16 at a time, waited for its model', loaded),
      rowsOf('one at a time, not held', right(first).filter(isLoaded)),
      rowsOf('one at a time, called again', right(again)),
    ])}`,
  );
  const loads = loadsOf(asked);
  const released = loads - new Set(asked.map(({ n }) => n)).size + first.filter(isLoaded).length;
  console.log(
    `\nOf ${asked.length} calls ${loaded.length} waited for their model. Models were loaded ${loads} times, and released at least ${released} times.`,
  );

  const rows = await bySize(built.directory, { first, again }, withSnapshot);
  console.log(
    `\n${formatTable([
      [
        'weights, kB',
        'engine',
        'snapshot',
        'models',
        'held, ms',
        'not held, ms',
        'more, ms',
        'reading and copying the bytes, ms',
      ],
      ...rows.map(({ bytes, engine, hasSnapshot, count, heldMs, loadedMs, readMs }) => [
        (bytes / 1000).toFixed(0),
        engine,
        hasSnapshot ? 'yes' : '',
        String(count),
        heldMs.toFixed(1),
        loadedMs.toFixed(1),
        (loadedMs - heldMs).toFixed(1),
        readMs.toFixed(2),
      ]),
    ])}`,
  );
  const slowest = Math.max(...rows.map(({ heldMs, loadedMs }) => loadedMs - heldMs));
  if (slowest > MAX_MORE_MS) problems.push(`a model that is not held takes ${slowest.toFixed(1)} ms longer`);

  const wrong = everything.filter(({ outcome }) => outcome === 'wrong');
  for (const { n, said } of wrong.slice(0, 5)) problems.push(`${nameOf(n)} answered ${said}`);
  const broken = new Set(everything.filter(({ outcome }) => outcome === 'broken').map(({ n }) => n));
  const isAsMeant = corrupted.every((n) => broken.has(n)) && broken.size === corrupted.length;
  if (!isAsMeant)
    problems.push(
      `the failed models are ${[...broken].join(', ') || 'none'}, the corrupted ones ${corrupted.join(', ')}`,
    );
  const grown = growthOf(samples);
  problems.push(...grown);
  if ((peakMiB ?? 0) > limitMiB) problems.push(`the function held ${peakMiB} MiB; its limit is ${limitMiB}`);
  console.log(
    `\n${everything.length} calls: ${wrong.length} wrong. ${broken.size} models failed, ${corrupted.length} were corrupted. ` +
      `Memory: ${peakMiB?.toFixed(0)} MiB at its peak, of ${limitMiB} (${isHeld ? 'enforced by the system' : 'measured only'}); ` +
      `${grown.join('; ') || 'flat'}.`,
  );
  return problems;
}

function isLoaded({ loadMs }: Asked): boolean {
  return loadMs >= LOADED_MS;
}

/** Counts how often a model was loaded: calls that wait for the same model at the same time share one load. */
function loadsOf(asked: readonly Asked[]): number {
  const until = new Map<number, number>();
  let loads = 0;
  for (const { n, begunAt, tookMs, loadMs, outcome } of asked.toSorted((a, b) => a.begunAt - b.begunAt)) {
    if (outcome !== 'right' || loadMs < LOADED_MS) continue;
    if (begunAt > (until.get(n) ?? 0)) loads += 1;
    until.set(n, Math.max(until.get(n) ?? 0, begunAt + tookMs));
  }
  return loads;
}

/** Returns by model size the time of a call if its model is held and if it is not, and the time for the bytes alone. */
async function bySize(
  directory: string,
  { first, again }: Pick<Proof, 'first' | 'again'>,
  withSnapshot: ReadonlySet<number>,
) {
  const groups = Map.groupBy(
    right(first).filter(isLoaded),
    ({ n }) => `${sizeOf(n)} ${engineOf(n)} ${withSnapshot.has(n)}`,
  );
  const rows = await Promise.all(
    [...groups.values()].map(async (ofSize) => ({
      bytes: sizeOf(ofSize[0]?.n ?? 0),
      engine: engineOf(ofSize[0]?.n ?? 0),
      hasSnapshot: withSnapshot.has(ofSize[0]?.n ?? 0),
      count: ofSize.length,
      heldMs: median(ofSize.map(({ n }) => again[n]?.tookMs ?? Number.NaN)),
      loadedMs: median(ofSize.map(({ tookMs }) => tookMs)),
      readMs: await readingMs(
        ofSize.map(({ n }) => join(directory, 'models', nameOf(n), '1', weightsFileOf(n))),
      ),
    })),
  );
  return rows.toSorted(
    (a, b) =>
      a.engine.localeCompare(b.engine) || Number(a.hasSnapshot) - Number(b.hasSnapshot) || a.bytes - b.bytes,
  );
}

function engineOf(n: number): string {
  return isTflite(n) ? 'litert' : 'wasm';
}

function sizeOf(n: number): number {
  const { a, b } = smallNetwork(n);
  return a.byteLength + b.byteLength;
}

/** Measures how long this machine takes to read files that it has just read, and to copy their contents: the median. */
async function readingMs(files: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (const file of files) {
    await readFile(file);
    const begun = performance.now();
    Buffer.from(await readFile(file));
    times.push(performance.now() - begun);
  }
  return median(times);
}

function rowsOf(name: string, which: readonly Asked[]): string[] {
  const times = which.map(({ tookMs }) => tookMs);
  return [
    name,
    String(which.length),
    ...[50, 95, 99].map((percent) => (times.length > 0 ? percentile(times, percent).toFixed(1) : '')),
  ];
}

function right(which: readonly Asked[]): Asked[] {
  return which.filter(({ outcome }) => outcome === 'right');
}

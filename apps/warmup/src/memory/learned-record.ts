import { type Learned, NOTHING_LEARNED, RANGE_MINUTES } from '@pilotlight/keep-warm';
import * as v from 'valibot';

/** Learned lifetimes, by target. */
export type LearnedByTarget = ReadonlyMap<string, Learned>;

const time = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1000));
const minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(RANGE_MINUTES));

const recordSchema = v.object({
  target: v.pipe(v.string(), v.maxLength(2000)),
  pinged: v.optional(v.object({ at: time, instance: v.pipe(v.string(), v.maxLength(200)) })),
  seenAt: time,
  bins: v.pipe(
    v.array(v.tuple([minutes, count, count])),
    v.maxLength(RANGE_MINUTES),
    v.check((bins) => bins.every(([minute], n) => minute > (bins[n - 1]?.[0] ?? 0)), 'minutes in order'),
  ),
});

/** Record of one target in the log: each of `bins` is minutes, count found alive, count found gone. */
export type LearnedRecord = v.InferOutput<typeof recordSchema>;

const recordsSchema = v.pipe(v.array(recordSchema), v.maxLength(100));

/** Rounds to the third digit: counts fade by half-lives, so further digits mean nothing. */
const rounded = (value: number) => Math.round(value * 1000) / 1000;

export function toRecords(learned: LearnedByTarget): LearnedRecord[] {
  return [...learned].map(([target, { lifetimes, lastPing }]) => ({
    target,
    ...(lastPing ? { pinged: { at: lastPing.at, instance: lastPing.instanceId } } : {}),
    seenAt: lifetimes.at,
    bins: lifetimes.bins.map((bin) => [bin.minutes, rounded(bin.alive), rounded(bin.gone)]),
  }));
}

/** Reads records; returns undefined for anything that {@link toRecords} did not write. */
export function fromRecords(records: unknown): LearnedByTarget | undefined {
  const result = v.safeParse(recordsSchema, records);
  if (!result.success) return undefined;
  return new Map(
    result.output.map(({ target, pinged, seenAt, bins }): [string, Learned] => [
      target,
      {
        ...NOTHING_LEARNED,
        lastPing: pinged ? { at: pinged.at, instanceId: pinged.instance } : undefined,
        lifetimes: {
          at: seenAt,
          bins: bins.map(([minute, alive, gone]) => ({ minutes: minute, alive, gone })),
        },
      },
    ]),
  );
}

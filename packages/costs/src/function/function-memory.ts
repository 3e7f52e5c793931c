import type { MeasuredModel } from './measured-model.ts';
import { mebibytes, MEMORY_SIZES, type MemorySize, vcpus } from './memory-size.ts';

/** Node.js, the Functions Framework and firebase-functions: the hello world of `npm run bench:cold` peaks at 88. */
const PLATFORM_MIB = 100;

/** What a model is counted with that nobody has measured. */
const UNMEASURED_MIB = 300;

/** Room for several requests at a time, and for what differs from one machine to another. */
const HEADROOM = 1.25;

/** A model that will be served, and what its manifest says of it. */
export interface ServedModel {
  name: string;
  manifest: MeasuredModel;
}

/** The memory that a function gets, and how it came to that, in words. */
export interface FunctionMemory {
  option: MemorySize;
  /** The fewest processors that go with it. */
  vcpus: number;
  arithmetic: string;
}

/**
 * The smallest size that holds the platform and all models at their measured peaks, with headroom; a manifest's
 * `memoryMiB` is the least that is taken for it.
 *
 * @throws {RangeError} where no size does, with the arithmetic.
 */
export function functionMemory(models: readonly ServedModel[]): FunctionMemory {
  const needs = models.map(({ name, manifest: { measured } }) => ({
    name,
    needMiB: Math.ceil(measured ? measured.peakMiB - measured.processMiB : UNMEASURED_MIB),
    how: measured ? 'measured' : 'not measured',
  }));
  const sum = PLATFORM_MIB + needs.reduce((total, { needMiB }) => total + needMiB, 0);
  const asked = Math.max(0, ...models.map(({ manifest }) => manifest.memoryMiB ?? 0));
  const needed = Math.ceil(Math.max(sum * HEADROOM, asked));
  const parts = [
    `${PLATFORM_MIB} platform`,
    ...needs.map(({ name, needMiB, how }) => `${needMiB} ${name} (${how})`),
  ].join(' + ');
  const arithmetic = `(${parts}) x ${HEADROOM} = ${Math.ceil(sum * HEADROOM)} MiB${asked > 0 ? `, ${asked} asked for` : ''}`;

  const option = MEMORY_SIZES.find((size) => mebibytes(size) >= needed);
  if (option === undefined) {
    throw new RangeError(
      `these models do not fit into a function: ${arithmetic}, and the largest has ${MEMORY_SIZES.at(-1)}. ` +
        'Serve them from several deployments, or make them smaller.',
    );
  }
  return { option, vcpus: vcpus(option), arithmetic };
}

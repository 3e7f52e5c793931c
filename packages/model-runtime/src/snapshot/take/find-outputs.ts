import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { SnapshotOutput } from '../snapshot-plan.ts';
import type { WasmMemory } from '../../webassembly/web-assembly.ts';
import { inputBytes } from './input-bytes.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';
import type { HostWork } from './watch-tfjs-kernels.ts';

/** A call into the module that has returned. */
export interface Returned {
  /** Which of the recording's calls it is. */
  index: number;
  /** The address that it gave, and the number of that. */
  given?: { address: number; of: number };
}

type Place = Pick<SnapshotOutput, 'at' | 'after'>;

/** Finds where in memory a run leaves its outputs, which are known from a run on the same inputs. */
export interface OutputFinder {
  readonly onReturn: (returned: Returned) => void;
  /** @throws {NoSnapshotError} where an output was never there. */
  found(): SnapshotOutput[];
}

/**
 * Where the host reads an output, and not wherever the same bytes lie: an input that is bounded to a range that it does
 * not leave in this run looks like the output. An engine that does not tell where it reads asks a call for the address
 * first, and then the output lies there already; the last such call is meant, before the one for the output after it.
 */
export function createOutputFinder(
  memory: WasmMemory,
  outputs: NamedTensors,
  host: Pick<HostWork, 'listen'> | undefined,
): OutputFinder {
  const expected = inputBytes(outputs);
  const numbers = new Map<number, number>();
  const places = new Map<string, Place[]>();
  let latest = -1;
  const holds = (at: number, bytes: Buffer) =>
    Buffer.from(memory.buffer)
      .subarray(at, at + bytes.length)
      .equals(bytes);

  /** Sizes are read too, but the outputs last. */
  const reads: (Place | undefined)[] = [];
  host?.listen((address) => {
    const of = numbers.get(address);
    reads.push(of === undefined ? undefined : { at: { of }, after: latest });
  });

  return {
    onReturn({ index, given }) {
      latest = index;
      if (!given) return;
      numbers.set(given.address, given.of);
      if (host) return;
      for (const [name, bytes] of expected) {
        if (holds(given.address, bytes))
          places.set(name, [...(places.get(name) ?? []), { at: { of: given.of }, after: index }]);
      }
    },
    found() {
      const found: SnapshotOutput[] = [];
      let before = Infinity;
      for (const [name, { dtype, shape }] of Object.entries(outputs).toReversed()) {
        const place = host
          ? reads.at(-1 - found.length)
          : places.get(name)?.findLast(({ after }) => after < before);
        if (!place || dtype === 'string')
          throw new NoSnapshotError(`its output '${name}' cannot be found in its engine's memory`);
        found.unshift({ name, dtype, shape, ...place });
        before = place.after;
      }
      return found;
    },
  };
}

import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { CopiedFrom } from '../../engines/engine.ts';
import type { OutputPlace, SnapshotOutput } from '../snapshot-plan.ts';
import type { WasmMemory } from '../../webassembly/web-assembly.ts';
import { inputBytes } from './input-bytes.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';
import type { HostWork } from './watch-tfjs-kernels.ts';

/** A call into the module that has returned. */
export interface Returned {
  /** The call's index in the recording. */
  index: number;
  /** The address that it returned, and the number of that address. */
  given?: { address: number; of: number };
}

/** Finds where in memory a run leaves its outputs. Their values are known from a run on the same inputs. */
export interface OutputFinder {
  readonly onReturn: (returned: Returned) => void;
  /** @throws {NoSnapshotError} if an output was never found. */
  found(): SnapshotOutput[];
}

/**
 * Makes a finder that takes the place where the host reads an output. Outputs that are copies are not read. Equal bytes elsewhere do not count: an input that
 * is bounded to a range, and does not leave it in this run, looks like the output. Some engines do not tell where they
 * read. They first call the module for the address, when the output is there already. The last such call before the one
 * for the next output counts.
 */
export function createOutputFinder(
  memory: WasmMemory,
  outputs: NamedTensors,
  host: Pick<HostWork, 'listen'> | undefined,
  copies: Readonly<Record<string, CopiedFrom>> = {},
): OutputFinder {
  const computed = Object.fromEntries(Object.entries(outputs).filter(([name]) => copies[name] === undefined));
  const expected = inputBytes(computed);
  const numbers = new Map<number, number>();
  const places = new Map<string, OutputPlace[]>();
  let latest = -1;
  const holds = (at: number, bytes: Buffer) =>
    Buffer.from(memory.buffer)
      .subarray(at, at + bytes.length)
      .equals(bytes);

  /** Places that the host has read. It reads sizes too, but the outputs last. */
  const reads: (OutputPlace | undefined)[] = [];
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
      const found = new Map<string, OutputPlace>();
      let before = Infinity;
      for (const name of Object.keys(computed).toReversed()) {
        const place = host
          ? reads.at(-1 - found.size)
          : places.get(name)?.findLast(({ after }) => after < before);
        if (!place) throw notFound(name);
        found.set(name, place);
        before = place.after;
      }
      return Object.entries(outputs).map(([name, { dtype, shape }]): SnapshotOutput => {
        const from = copies[name] ?? { output: name };
        const source = 'input' in from ? from : found.get(from.output);
        if (!source || dtype === 'string') throw notFound(name);
        return { name, dtype, shape, ...source };
      });
    },
  };
}

function notFound(name: string): NoSnapshotError {
  return new NoSnapshotError(`its output '${name}' cannot be found in its engine's memory`);
}

import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { CopiedFrom } from '../../engines/engine.ts';
import type { OutputPlace, SnapshotOutput } from '../snapshot-plan.ts';
import type { HostWatch } from './host-watch.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';

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
 * Makes a finder that takes the place where the host reads an output. Equal bytes elsewhere do not count: an input that
 * is bounded to a range, and does not leave it in this run, looks like the output. Outputs that are copies are not read.
 */
export function createOutputFinder(
  outputs: NamedTensors,
  watch: Pick<HostWatch, 'listen'>,
  copies: Readonly<Record<string, CopiedFrom>> = {},
): OutputFinder {
  const computed = Object.keys(outputs).filter((name) => copies[name] === undefined);
  const numbers = new Map<number, number>();
  let latest = -1;

  /** The host reads sizes too, but the outputs last. */
  const reads: (OutputPlace | undefined)[] = [];
  watch.listen((address) => {
    const of = numbers.get(address >>> 0);
    reads.push(of === undefined ? undefined : { at: { of }, after: latest });
  });

  return {
    onReturn({ index, given }) {
      latest = index;
      if (given) numbers.set(given.address, given.of);
    },
    found() {
      return Object.entries(outputs).map(([name, { dtype, shape }]): SnapshotOutput => {
        const from = copies[name] ?? { output: name };
        const source = 'input' in from ? from : reads.at(computed.indexOf(from.output) - computed.length);
        if (!source || dtype === 'string') throw notFound(name);
        return { name, dtype, shape, ...source };
      });
    },
  };
}

function notFound(name: string): NoSnapshotError {
  return new NoSnapshotError(`its output '${name}' cannot be found in its engine's memory`);
}

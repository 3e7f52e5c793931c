import type { NamedTensors } from '@pilotlight/protocol';
import type { FrozenOutput } from '../frozen/frozen-plan.ts';
import type { WasmMemory } from '../wasm/web-assembly.ts';
import { inputBytes } from './input-bytes.ts';
import { NotFreezableError } from './not-freezable-error.ts';

/** A call into the module that has returned. */
export interface Returned {
  /** Which of the recording's calls it is. */
  index: number;
  /** The address that it gave, and the number of that. */
  given?: { address: number; of: number };
}

/** Finds where in memory a run leaves its outputs, which are known from a run on the same inputs. */
export interface OutputFinder {
  readonly onReturn: (returned: Returned) => void;
  /** @throws {NotFreezableError} where an output was never there. */
  found(): FrozenOutput[];
}

/** Looks at each address that a call has given: that is how the host came to know of it too. */
export function createOutputFinder(memory: WasmMemory, outputs: NamedTensors): OutputFinder {
  const addresses = new Map<number, number>();
  const places = new Map<string, Pick<FrozenOutput, 'at' | 'after'>>();
  return {
    onReturn({ index, given }) {
      if (given) addresses.set(given.address, given.of);
      const now = Buffer.from(memory.buffer);
      for (const [name, bytes] of inputBytes(outputs)) {
        if (places.has(name)) continue;
        for (const [at, of] of addresses) {
          if (now.subarray(at, at + bytes.length).equals(bytes))
            places.set(name, { at: { of }, after: index });
        }
      }
    },
    found: () =>
      Object.entries(outputs).map(([name, { dtype, shape }]) => {
        const place = places.get(name);
        if (!place || dtype === 'string')
          throw new NotFreezableError(`its output '${name}' cannot be found in its engine's memory`);
        return { name, dtype, shape, ...place };
      }),
  };
}

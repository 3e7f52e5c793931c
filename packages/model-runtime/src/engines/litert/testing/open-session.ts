import { installedAsset } from '../../../deployment/runtime-parts.ts';
import type { LitertBindings } from '../litert-bindings.ts';
import { compileLitert } from '../litert-module.ts';
import { openLitertSession } from '../litert-session.ts';

/** Opens a `.tflite` with a default signature, and returns how much of the library's memory is used, and how much there is. */
export async function openSession(file: Uint8Array) {
  const module = await compileLitert(installedAsset);
  const instances: LitertBindings[] = [];
  const session = await openLitertSession(
    {
      async instantiate(log) {
        const instance = await module.instantiate(log);
        instances.push(instance);
        return instance;
      },
    },
    file,
  );
  const signature = session.signatures.get('serving_default');
  const [bindings] = instances;
  if (!signature || !bindings) throw new Error('the fixture has no such signature');
  /** Address of an allocation larger than any hole: it moves up by everything that is left behind. */
  const end = () => {
    const at = bindings._malloc(4_000_000);
    bindings._free(at);
    return at;
  };
  /** Bytes of memory that the instance has, used or not. */
  const memoryBytes = () => bindings.HEAPU8.length;
  return { session, signature, end, memoryBytes };
}

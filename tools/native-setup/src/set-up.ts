import { checkAddon } from './check-addon.ts';
import { keepAddon } from './keep-addon.ts';
import { NativeSetupError } from './native-setup-error.ts';
import { installFromVendor } from './install-from-vendor.ts';
import { installFromWheel } from './install-from-wheel.ts';
import { findTfjsNodePackage } from './tfjs-node-package.ts';

/** Sources of an addon, in the order in which they are tried. */
export const SOURCES = ['vendor', 'wheel'] as const;

/** See {@link SOURCES}. */
export type Source = (typeof SOURCES)[number];

const install = { vendor: installFromVendor, wheel: installFromWheel };

/**
 * Makes tfjs-node work: does nothing if it does already, else tries one source after the other.
 *
 * @throws {NativeSetupError} if no source provides an addon that loads; the last reason is its `cause`.
 */
export async function setUp({ from }: { from: readonly Source[] }): Promise<void> {
  const tfjsNode = findTfjsNodePackage();
  if (await works()) {
    await keepAddon({ tfjsNode });
    console.log('tfjs-node loads and computes: there is nothing to do.');
    return;
  }
  let reason: unknown;
  for (const source of from) {
    try {
      await install[source]({ tfjsNode });
      await checkAddon();
      await keepAddon({ tfjsNode });
      console.log('tfjs-node loads and computes.');
      return;
    } catch (error) {
      if (!(error instanceof NativeSetupError)) {
        throw error;
      }
      console.error(`  ${error.message}`);
      reason = error;
    }
  }
  throw new NativeSetupError(
    `tfjs-node has no addon: these sources failed: ${from.join(', ')} (see above).`,
    {
      cause: reason,
    },
  );
}

async function works(): Promise<boolean> {
  try {
    await checkAddon();
    return true;
  } catch {
    return false;
  }
}

import { ConversionError } from '../../conversion-error.ts';
import type { LayerSpec } from '../config/model-spec.ts';
import { kindOf } from './layer-kinds.ts';

/**
 * Refuses layers of unsupported classes, before anything else of the model is read.
 *
 * @throws {ConversionError} naming the first such layer.
 */
export function assertKnown(layers: readonly LayerSpec[]): void {
  for (const layer of layers) {
    const kind = kindOf(layer);
    if (layer.className !== 'InputLayer' && !layer.model && !kind) {
      throw refusalOf(layer, 'layers of that class are not converted');
    }
    if (kind?.refusal !== undefined) throw refusalOf(layer, kind.refusal);
    assertKnown(layer.children.map(({ layer: child }) => child));
  }
}

/** A way to serve every layer of Keras. */
const FIX = "export the model with model.export('folder') and give that folder, a SavedModel";

/** Returns an error that names a layer, and the fix. */
export function refusalOf({ name, className }: LayerSpec, why: string): ConversionError {
  return new ConversionError(
    `the layer '${name}' (${className.replace('op:', 'the operation ')}): ${why}: ${FIX}`,
  );
}

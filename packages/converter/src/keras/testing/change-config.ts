import { readZip } from '../file/read-zip.ts';
import { sourceOf } from './source-of.ts';
import { storeZip } from './store-zip.ts';

const PARTS = ['config.json', 'metadata.json', 'model.weights.h5'];
const MOST_BYTES = 2 ** 24;

/** Returns the parts of a `.keras` file. */
export function partsOf(file: Uint8Array<ArrayBuffer>): Map<string, Uint8Array> {
  return new Map(readZip(sourceOf(file), new Map(PARTS.map((part) => [part, MOST_BYTES]))));
}

/** Returns a `.keras` file with a changed configuration. */
export function changeConfig(file: Uint8Array<ArrayBuffer>, change: (config: string) => string): Uint8Array {
  const parts = partsOf(file);
  const config = new TextDecoder().decode(parts.get('config.json'));
  return storeZip(parts.set('config.json', new TextEncoder().encode(change(config))));
}

import { Reference, toReference } from 'flatbuffers/js/flexbuffers/reference.js';
import { FlatBuffer } from './flat-buffer.ts';
import { FlatTable } from './flat-table.ts';

/** The custom op that ends TensorFlow's detectors. Its converter left the shapes of what it gives out of the file. */
export const DETECTIONS = 'TFLite_Detection_PostProcess';

/** Its options take some hundred bytes. */
const MAX_OPTION_BYTES = 4096;
/** More than any detector finds. */
const MAX_DETECTIONS = 100_000;

/**
 * Says the shapes of boxes, classes, scores and their number, which the op makes of its options.
 *
 * @param options a map as FlexBuffers writes it.
 * @returns undefined where the options do not say them.
 */
export function detectionShapes(options: Uint8Array | undefined): number[][] | undefined {
  if (!options || options.byteLength > MAX_OPTION_BYTES) return undefined;
  try {
    const map = toReference(Uint8Array.from(options).buffer);
    const count = numberIn(map, 'max_detections') * numberIn(map, 'max_classes_per_detection');
    if (!(Number.isSafeInteger(count) && count > 0 && count <= MAX_DETECTIONS)) return undefined;
    return [[1, count, 4], [1, count], [1, count], [1]];
  } catch {
    // Whatever is in them, the library throws strings and errors.
    return undefined;
  }
}

function numberIn(map: Reference, key: string): number {
  // The library's types know of no keys but numbers.
  const get: unknown = Reflect.get(map, 'get');
  const found: unknown = typeof get === 'function' ? Reflect.apply(get, map, [key]) : undefined;
  return found instanceof Reference ? Number(found.intValue()) : Number.NaN;
}

/**
 * Writes the shapes of detections into a file that leaves them out: LiteRT.js takes as much memory for an output as its file
 * says.
 *
 * @returns undefined where nothing is left out. @throws {RangeError} where the file is damaged.
 */
export function withDetectionShapes(file: Uint8Array): Uint8Array | undefined {
  const buffer = new FlatBuffer(file);
  const model = new FlatTable(buffer, buffer.root());
  const isDetections = model.tables(1).map((code) => code.string(1) === DETECTIONS);
  const left: { field: number; shape: number[] }[] = [];
  for (const subgraph of model.tables(2)) {
    const tensors = subgraph.tables(0);
    for (const op of subgraph.tables(3)) {
      if (!isDetections[op.uint32(0)]) continue;
      const shapes = detectionShapes(op.bytes(5)) ?? [];
      for (const [at, index] of op.int32s(2).entries()) {
        const [tensor, shape] = [tensors[index], shapes[at]];
        const field = tensor?.position(0);
        if (tensor && shape && field !== undefined && tensor.int32s(0).length === 0)
          left.push({ field, shape });
      }
    }
  }
  return left.length === 0 ? undefined : withShapes(file, left);
}

/** Puts lists of sizes behind a file, and has fields lead to them. */
function withShapes(
  file: Uint8Array,
  left: readonly { field: number; shape: readonly number[] }[],
): Uint8Array {
  let end = Math.ceil(file.byteLength / 4) * 4;
  const total = left.reduce((sum, { shape }) => sum + 4 + 4 * shape.length, end);
  const changed = new Uint8Array(total);
  changed.set(file);
  const view = new DataView(changed.buffer);
  for (const { field, shape } of left) {
    view.setUint32(field, end - field, true);
    for (const size of [shape.length, ...shape]) {
      view.setInt32(end, size, true);
      end += 4;
    }
  }
  return changed;
}

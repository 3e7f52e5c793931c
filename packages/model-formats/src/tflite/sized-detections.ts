import { Reference, toReference } from 'flatbuffers/js/flexbuffers/reference.js';
import { FlatBuffer } from './flat-buffer.ts';
import { FlatTable } from './flat-table.ts';

/** The custom op at the end of TensorFlow's detectors. Its converter does not write the shapes of its outputs. */
export const DETECTIONS = 'TFLite_Detection_PostProcess';

/** Most bytes of its options, which take about a hundred. */
const MAX_OPTION_BYTES = 4096;
/** Most detections, more than any detector finds. */
const MAX_DETECTIONS = 100_000;

/**
 * Returns the shapes of boxes, classes, scores and their number, which follow from the options of the op.
 *
 * @param options a map in the format of FlexBuffers.
 * @returns undefined if the options do not have them.
 */
export function detectionShapes(options: Uint8Array | undefined): number[][] | undefined {
  if (!options || options.byteLength > MAX_OPTION_BYTES) return undefined;
  try {
    const map = toReference(Uint8Array.from(options).buffer);
    const count = numberIn(map, 'max_detections') * numberIn(map, 'max_classes_per_detection');
    if (!(Number.isSafeInteger(count) && count > 0 && count <= MAX_DETECTIONS)) return undefined;
    return [[1, count, 4], [1, count], [1, count], [1]];
  } catch {
    // For damaged options, the library throws strings and errors.
    return undefined;
  }
}

function numberIn(map: Reference, key: string): number {
  // The library's types allow only numbers as keys.
  const get: unknown = Reflect.get(map, 'get');
  const found: unknown = typeof get === 'function' ? Reflect.apply(get, map, [key]) : undefined;
  return found instanceof Reference ? Number(found.intValue()) : Number.NaN;
}

/**
 * Writes the shapes of detections into a file without them: LiteRT.js allocates the memory of an output by its shape in the
 * file.
 *
 * @returns undefined if nothing is missing. @throws {RangeError} if the file is damaged.
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

/** Appends lists of sizes to a file, and points fields to them. */
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

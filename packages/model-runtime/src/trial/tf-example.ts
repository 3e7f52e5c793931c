import { encodeEntry, encodeField, joinBytes } from '../engines/tfjs-node/protobuf.ts';

/** A feature that a model requires in a `tf.Example`: its type, and its number of values. */
interface Feature {
  type: string;
  count: number;
}

/** The features of a `tf.Example`, by name. */
export type ExampleFeatures = ReadonlyMap<string, Feature>;

const MAX_VALUES = 100_000;

// TensorFlow's messages about missing features (tensorflow/core/util/example_proto_fast_parsing.cc).
const MISSING = /(?:Feature|Key): (.+?) \(data type: (\w+)\) is required but could not be found/;
const COUNT =
  /Key: (.+?)(?:, Index: \d+)?\.\s+Number of (\w+) values != expected\.\s+[Vv]alues size: \d+ but output shape: \[([\d,]*)\]/;
const TYPE = /Key: (.+?)(?:, Index: \d+)?\.\s+Data types don't match\.\s+.*[Ee]xpected type: (\w+)/;

/**
 * Adds the feature that a model's error reports as missing in a `tf.Example`.
 *
 * @returns undefined if the error is about something else.
 */
export function amendFeatures(features: ExampleFeatures, error: string): ExampleFeatures | undefined {
  const [, missing, missingType] = MISSING.exec(error) ?? [];
  if (missing !== undefined && missingType !== undefined)
    return changed(features, missing, { type: missingType, count: 1 });
  const [, counted, , shape] = COUNT.exec(error) ?? [];
  const known = counted === undefined ? undefined : features.get(counted);
  if (counted !== undefined && shape !== undefined && known) {
    const count = shape.split(',').reduce((product, size) => product * Number(size || 1), 1);
    return count > MAX_VALUES ? undefined : changed(features, counted, { ...known, count });
  }
  const [, typed, type] = TYPE.exec(error) ?? [];
  const before = typed === undefined ? undefined : features.get(typed);
  return typed !== undefined && type !== undefined && before
    ? changed(features, typed, { ...before, type })
    : undefined;
}

/** Undefined if nothing changes: the model would report the same error forever. */
function changed(features: ExampleFeatures, name: string, feature: Feature): ExampleFeatures | undefined {
  const before = features.get(name);
  if (before?.type === feature.type && before.count === feature.count) return undefined;
  return new Map([...features, [name, feature]]);
}

/** Writes a serialized `tf.Example` of ones and empty strings. */
export function encodeExample(features: ExampleFeatures): Uint8Array<ArrayBuffer> {
  const entries = [...features].map(([name, feature]) => encodeEntry(1, name, encodeFeature(feature)));
  return encodeField(1, joinBytes(entries));
}

/** `Feature` holds a list of bytes (1), floats (2) or int64 (3). */
function encodeFeature({ type, count }: Feature): Uint8Array {
  switch (type) {
    case 'float':
      return encodeField(2, encodeField(1, new Uint8Array(new Float32Array(count).fill(1).buffer)));
    case 'int64':
      return encodeField(3, encodeField(1, new Uint8Array(count).fill(1)));
    default:
      return encodeField(1, joinBytes(Array.from({ length: count }, () => encodeField(1, ''))));
  }
}

import { FlatBuffer } from '../tflite/flat-buffer.ts';
import { FlatTable } from '../tflite/flat-table.ts';
import { readZipEntry } from './zip-entry.ts';

const METADATA = 'TFLITE_METADATA';
const MAX_BYTES = 1024 * 1024;
/** Numbers from the schema of the metadata: kinds of files, and kinds of preprocessing. */
const AXIS_LABELS = 2;
const VALUE_LABELS = 3;
const NORMALIZATION = 1;

export interface TfliteMetadata {
  /** The file of labels, whole. */
  labels?: string;
  pixels?: { mean: readonly number[]; std: readonly number[] };
}

/**
 * Reads the metadata of a TensorFlow Lite file: tables in one of its buffers, which name files in an archive at the end of
 * the model. Damaged metadata is ignored.
 */
export function readTfliteMetadata(file: Uint8Array): TfliteMetadata {
  try {
    return decode(file);
  } catch {
    return {};
  }
}

function decode(file: Uint8Array): TfliteMetadata {
  const buffer = new FlatBuffer(file);
  const model = new FlatTable(buffer, buffer.root());
  const named = model.tables(6).find((table) => table.string(0) === METADATA);
  const bytes = named && model.tables(4)[named.uint32(1)]?.bytes(0);
  if (!bytes) return {};
  const metadata = new FlatBuffer(bytes);
  const [subgraph] = new FlatTable(metadata, metadata.root()).tables(3);
  if (!subgraph) return {};
  const labels = labelFile(subgraph.tables(3));
  const content = labels === undefined ? undefined : readZipEntry(file, labels, MAX_BYTES);
  const pixels = normalization(subgraph.tables(2));
  return {
    ...(content ? { labels: new TextDecoder().decode(content) } : {}),
    ...(pixels ? { pixels } : {}),
  };
}

/** Returns the name of the file with the labels of an output's axis, or of its values. */
function labelFile(outputs: readonly FlatTable[]): string | undefined {
  const files = outputs.flatMap((output) => output.tables(6));
  const found = files.find((file) => [AXIS_LABELS, VALUE_LABELS].includes(file.int8(2)));
  return found?.string(0);
}

/** Returns the scaling of the pixels of the only input. */
function normalization(inputs: readonly FlatTable[]): TfliteMetadata['pixels'] {
  const [input, another] = inputs;
  const unit = another === undefined && input?.tables(4).find((each) => each.int8(0) === NORMALIZATION);
  const options = unit ? unit.table(1) : undefined;
  const mean = options?.float32s(0) ?? [];
  const std = options?.float32s(1) ?? [];
  const isUsable =
    [1, 3, 4].includes(mean.length) &&
    std.length === mean.length &&
    [...mean, ...std].every(Number.isFinite) &&
    std.every((each) => each > 0);
  return isUsable ? { mean, std } : undefined;
}

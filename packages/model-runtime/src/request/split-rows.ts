import {
  allocate,
  BYTES_PER_ELEMENT,
  copyElements,
  elementCount,
  type NamedTensors,
  sliceElements,
  type Tensor,
} from '@pilotlight/protocol/tensors';

/** Number of rows of tensors that have the batch as their first dimension. */
export function rowCount(tensors: NamedTensors): number {
  return Math.max(0, ...Object.values(tensors).map(({ shape }) => shape[0] ?? 0));
}

/** Cuts tensors along their first dimension into parts of at most `maxBytes`, each of at least one row. */
export function splitRows(tensors: NamedTensors, maxBytes: number): NamedTensors[] {
  const rows = rowCount(tensors);
  const rowBytes = byteCount(tensors) / rows;
  const step = Math.max(1, Math.floor(maxBytes / rowBytes));
  const parts: NamedTensors[] = [];
  for (let from = 0; from < rows; from += step) {
    const to = Math.min(from + step, rows);
    parts.push(sliceRows(tensors, from, to));
  }
  return parts;
}

/** Rows `from` to `to` of tensors that have the batch as their first dimension; they share their memory. */
export function sliceRows(tensors: NamedTensors, from: number, to: number): NamedTensors {
  return mapTensors(tensors, (tensor) => sliceTensor(tensor, from, to));
}

/** Joins parts along their first dimension. */
export function joinRows(parts: readonly NamedTensors[]): NamedTensors {
  const [first] = parts;
  if (!first || parts.length === 1) return first ?? {};
  return mapTensors(first, ({ dtype, shape: [, ...row] }, name) => {
    const pieces = parts.flatMap((part) => part[name] ?? []);
    const rows = pieces.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
    const data = allocate(dtype, rows * elementCount(row));
    let offset = 0;
    for (const piece of pieces) {
      copyElements(piece.data, data, offset);
      offset += piece.data.length;
    }
    return { dtype, shape: [rows, ...row], data };
  });
}

/** Bytes that the elements of all tensors take. */
export function byteCount(tensors: NamedTensors): number {
  return Object.values(tensors).reduce(
    (sum, { dtype, data }) => sum + data.length * BYTES_PER_ELEMENT[dtype],
    0,
  );
}

function sliceTensor({ dtype, shape: [, ...row], data }: Tensor, from: number, to: number): Tensor {
  const stride = elementCount(row);
  return { dtype, shape: [to - from, ...row], data: sliceElements(data, from * stride, to * stride) };
}

function mapTensors(tensors: NamedTensors, map: (tensor: Tensor, name: string) => Tensor): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, map(tensor, name)]));
}

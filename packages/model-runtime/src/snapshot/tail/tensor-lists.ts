import type { SnapshotTail } from './snapshot-tail.ts';
import { stack } from './ops/moves.ts';
import { integers, numberOf, numbersOf, take, stepsOf, type TailTensor, unless } from './tail-tensor.ts';

/** The tensors that a loop of a graph has collected, by their number. */
interface TensorList {
  readonly list: readonly (TailTensor | undefined)[];
}

export type TailValue = TailTensor | TensorList;

type ListOp = (inputs: readonly TailValue[]) => readonly TailValue[];

/**
 * TensorFlow's ops on a `TensorArray`. Such an array has a handle and a "flow", an edge of the graph that each op on the
 * array takes and passes on, so that they come in order. Here the flow is the array itself as it is by then.
 */
export const LIST_OPS: ReadonlyMap<string, ListOp> = new Map(
  Object.entries<ListOp>({
    TensorArrayV3([size]) {
      const list = { list: Array.from({ length: numberOf(tensorOf(size)) }, () => undefined) };
      return [list, list];
    },
    TensorArrayWriteV3([, place, value, flow]) {
      const { list } = listOf(flow);
      const at = numberOf(tensorOf(place));
      unless(at >= 0 && at < list.length, 'a loop keeps more tensors than it has room for');
      return [{ list: list.with(at, tensorOf(value)) }];
    },
    TensorArrayReadV3: ([, place, flow]) => [elementOf(listOf(flow), numberOf(tensorOf(place)))],
    TensorArrayScatterV3([, places, value, flow]) {
      const rows = rowsOf(tensorOf(value));
      const list = [...listOf(flow).list];
      for (const [row, place] of numbersOf(tensorOf(places)).entries()) {
        unless(place >= 0 && place < list.length, 'a loop keeps more tensors than it has room for');
        list[place] = rows[row];
      }
      return [{ list }];
    },
    TensorArrayGatherV3: ([, places, flow]) => [
      stack(
        numbersOf(tensorOf(places)).map((place) => elementOf(listOf(flow), place)),
        0,
      ),
    ],
    TensorArraySizeV3: ([, flow]) => [integers([listOf(flow).list.length], [])],
  }),
);

/** True for ops with a result that is an array, or the handle of one. Only a tail can hold it. */
export function givesList(op: SnapshotTail['nodes'][string]['op']): boolean {
  return ['TensorArrayV3', 'TensorArrayWriteV3', 'TensorArrayScatterV3'].includes(op);
}

export function tensorOf(value: TailValue | undefined): TailTensor {
  unless(value !== undefined && 'data' in value, 'an op takes no tensor');
  return value;
}

function listOf(value: TailValue | undefined): TensorList {
  unless(value !== undefined && 'list' in value, 'an op takes no array of tensors');
  return value;
}

function elementOf({ list }: TensorList, at: number): TailTensor {
  const element = list[at];
  unless(element !== undefined, 'a loop reads a tensor that it has not kept');
  return element;
}

function rowsOf(tensor: TailTensor): TailTensor[] {
  const [rows = 0, ...shape] = tensor.shape;
  const [step = 0, ...steps] = stepsOf(tensor.shape);
  return Array.from({ length: rows }, (_, row) => take(tensor, shape, row * step, steps));
}

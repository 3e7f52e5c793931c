import { SnapshotMismatchError } from '../../restore/snapshot-mismatch-error.ts';
import type { TailAttribute } from '../snapshot-tail.ts';
import { type TailTensor, unless } from '../tail-tensor.ts';

/** An op of a tail: returns its results. It has to give the engine's, bit for bit, or none. */
export type TailOp = (call: TailCall) => readonly TailTensor[];

export interface TailCall {
  inputs: readonly TailTensor[];
  attributes: Readonly<Record<string, TailAttribute>>;
}

/** Returns an input of an op. */
export function inputOf({ inputs }: TailCall, at: number): TailTensor {
  const input = inputs.at(at);
  if (!input) throw new SnapshotMismatchError(`after its snapshot, an op lacks its input ${at}`);
  return input;
}

/** Returns an attribute that is a number. */
export function numberIn({ attributes }: TailCall, name: string): number {
  const value = attributes[name] ?? 0;
  unless(typeof value === 'number', `an op's '${name}' is no number`);
  return value;
}

/** Returns an attribute that is a list of numbers. */
export function listIn({ attributes }: TailCall, name: string): readonly number[] {
  const value = attributes[name] ?? [];
  unless(typeof value === 'object', `an op's '${name}' is no list`);
  return value;
}

import type { Chance } from '../chance.ts';
import type { WireRequest } from '../wire-request.ts';

/** Input of a deployment: requests are made from variations of it. */
export interface Target {
  model: string;
  signature: string;
  /** Name of its only input, and a row that it answers. */
  input: string;
  row: unknown;
  /** Shape and dtype of that row. */
  tensor: { dtype: string; shape: readonly number[] };
  /** True if a row may be an encoded image. */
  takesImages: boolean;
}

/** A kind of hostile request. */
export interface Kind {
  name: string;
  draw: (chance: Chance, target: Target) => WireRequest;
  /** True if its sender leaves, or sends bytes that are not HTTP: then no answer, or one without a body, is correct. */
  mayGoUnanswered?: boolean;
}

import type { Chance } from '../chance.ts';
import type { WireRequest } from '../wire-request.ts';

/** What a deployment takes: requests are made of what is nearly that. */
export interface Target {
  model: string;
  signature: string;
  /** The name of its only input, and a row that it answers. */
  input: string;
  row: unknown;
  /** Shape and dtype of that row. */
  tensor: { dtype: string; shape: readonly number[] };
  /** Whether a row may be an encoded image. */
  takesImages: boolean;
}

/** One way to be hostile. */
export interface Kind {
  name: string;
  draw: (chance: Chance, target: Target) => WireRequest;
  /** Whether its sender goes, or sends what is not HTTP: so that no answer, or one without a body, is all right. */
  mayGoUnanswered?: boolean;
}

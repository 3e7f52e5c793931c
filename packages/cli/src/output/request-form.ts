import { safeText } from '@pilotlight/command-line/safe-text';
import { wantedWords } from '@pilotlight/protocol';
import type { Signature } from '@pilotlight/protocol/tensors';

/** Describes the JSON that asks a model: rows if all its inputs have rows, else whole tensors. */
export function requestForm({ inputs }: Signature): string {
  const hasRows = Object.values(inputs).every(({ shape, unknownRank }) => !unknownRank && shape[0] === -1);
  const values = Object.entries(inputs).map(([name, spec]) => ({
    name: safeText(name),
    words: wantedWords(hasRows ? { ...spec, shape: spec.shape.slice(1) } : spec),
  }));
  const [only, ...others] = values;
  const value =
    only && others.length === 0
      ? only.words
      : `{ ${values.map(({ name, words }) => `"${name}": ${words}`).join(', ')} }`;
  return hasRows
    ? `{ "instances": [ROW] }, and a ROW is ${value}`
    : `{ "inputs": INPUTS }, and INPUTS is ${value}`;
}

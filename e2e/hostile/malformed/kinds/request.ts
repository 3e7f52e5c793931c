import { callOf } from '../wire-request.ts';
import type { Kind, Target } from './kind.ts';
import { anyValue, namedValues, ODD_NAMES, ODD_NUMBERS, replaceSomewhere } from './values.ts';

// Calls for things that do not exist, or that cannot be parsed.

const good = ({ model, signature, row }: Target) => ({ model, signature, instances: [row] });

const operations: Kind = {
  name: 'an operation',
  draw(chance, target) {
    const op = chance.pick<unknown>([
      'predict',
      'warm',
      'describe',
      'delete',
      'unload',
      ...ODD_NAMES,
      ...ODD_NUMBERS,
      null,
      [],
      {},
    ]);
    return callOf({ ...(chance.oneIn(2) ? good(target) : {}), op });
  },
};

const names: Kind = {
  name: 'a wrong name',
  draw(chance, target) {
    const name = chance.oneIn(3) ? anyValue(chance) : chance.pick(ODD_NAMES);
    return callOf(
      chance.pick([
        () => ({ ...good(target), model: name }),
        () => ({ ...good(target), signature: name }),
        () => ({ ...good(target), version: chance.oneIn(2) ? name : chance.pick(ODD_NUMBERS) }),
        () => ({ model: target.model, inputs: namedValues([[String(name), [target.row]]]) }),
        () => ({ ...good(target), ...namedValues([[String(name), 1]]) }),
        () => ({ op: 'warm', model: name }),
        () => ({ op: 'describe', model: name, version: chance.pick(ODD_NUMBERS) }),
        () => ({ ...good(target), top: name }),
        () => ({ ...good(target), raw: name }),
      ])(),
    );
  },
};

const rows: Kind = {
  name: 'rows of arbitrary values',
  draw(chance, target) {
    const value = anyValue(chance);
    return callOf(
      chance.pick([
        () => ({ model: target.model, instances: value }),
        () => ({ model: target.model, instances: [value] }),
        () => ({ model: target.model, instances: [target.row, value] }),
        () => ({ model: target.model, inputs: value }),
        () => ({ model: target.model, inputs: namedValues([[target.input, value]]) }),
        () => ({ ...good(target), inputs: value }),
        () => ({ model: target.model, instances: Array.from({ length: chance.below(12_000) }, () => 0) }),
        () => ({ model: target.model, instances: [namedValues([[target.input, value]])] }),
      ])(),
    );
  },
};

const mutated: Kind = {
  name: 'a good call with one thing changed',
  draw: (chance, target) => callOf(replaceSomewhere(good(target), anyValue(chance), chance)),
};

export const REQUEST_KINDS: readonly Kind[] = [operations, names, rows, mutated];

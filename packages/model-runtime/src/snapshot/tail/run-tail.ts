import { SnapshotMismatchError } from '../restore/snapshot-mismatch-error.ts';
import { TAIL_OPS } from './ops/tail-ops.ts';
import type { SnapshotTail, TailNode } from './snapshot-tail.ts';
import { numberOf, type TailTensor, unless } from './tail-tensor.ts';
import { LIST_OPS, tensorOf, type TailValue } from './tensor-lists.ts';

/** Ops that begin, repeat and end a loop, or pass a tensor into it. The others of a loop are as elsewhere. */
export const LOOP_OPS: ReadonlySet<string> = new Set([
  'Enter',
  'Exit',
  'LoopCond',
  'Merge',
  'NextIteration',
  'Switch',
]);

/** The most iterations of a loop: a damaged plan could have one without an end. */
const MOST_ITERATIONS = 10_000;

/** One iteration of a loop, or what is outside of all. */
interface Turn {
  /** The loop, and the turn around it; undefined outside of all. */
  loop?: { name: string; around: Turn };
  /** The iteration before. */
  before?: Turn;
  /** Results of nodes, by name. */
  results: Map<string, readonly TailValue[]>;
  /** The last turns of loops that have ended in this one. */
  ended: Map<string, Turn>;
}

/**
 * Runs a tail, and returns the model's outputs.
 *
 * @param known constants, and what the replayed calls have computed, by name.
 * @throws {SnapshotMismatchError} if it comes to anything that only the engine answers as TensorFlow does.
 */
export function runTail(
  { nodes, outputs }: Pick<SnapshotTail, 'nodes' | 'outputs'>,
  known: ReadonlyMap<string, TailTensor>,
): Record<string, TailTensor> {
  const merges = Map.groupBy(
    Object.entries(nodes).filter(([, { op }]) => op === 'Merge' || op === 'LoopCond'),
    ([, { loop }]) => loop,
  );

  function valueOf(reference: string, turn: Turn): TailValue {
    const given = known.get(reference);
    if (given) return given;
    const [name = '', at = '0'] = reference.split(':');
    const node = Object.hasOwn(nodes, name) ? nodes[name] : undefined;
    if (!node) throw new SnapshotMismatchError(`its plan has no '${name}'`);
    const value = resultsOf(name, node, turnOf(node, turn))[Number(at)];
    if (!value) throw new SnapshotMismatchError(`its plan takes result ${at} of '${name}'`);
    return value;
  }

  function resultsOf(name: string, node: TailNode, turn: Turn): readonly TailValue[] {
    const done = turn.results.get(name);
    if (done) return done;
    const results = compute(node, turn);
    turn.results.set(name, results);
    return results;
  }

  function compute({ op, inputs, attributes }: TailNode, turn: Turn): readonly TailValue[] {
    const input = (at: number, within = turn) => valueOf(inputs[at] ?? '', within);
    switch (op) {
      case 'Enter':
        unless(turn.loop !== undefined, 'a loop is entered in none');
        return [input(0, turn.loop.around)];
      case 'Merge':
        return [turn.before ? input(1) : input(0)];
      case 'NextIteration':
        unless(turn.before !== undefined, 'a first iteration follows another');
        return [input(0, turn.before)];
      case 'Switch': {
        // One of them is taken only if the loop goes on, the other only if it ends.
        const value = input(0);
        return [value, value];
      }
      case 'Exit':
        return [input(0, lastTurn(inputs[0] ?? '', turn))];
      case 'LoopCond':
        return [input(0)];
      default: {
        const run = TAIL_OPS.get(op);
        const values = inputs.map((_, at) => input(at));
        if (run) return run({ inputs: values.map(tensorOf), attributes });
        const list = LIST_OPS.get(op);
        if (!list) throw new SnapshotMismatchError(`its plan has an op ${op}`);
        return list(values);
      }
    }
  }

  /** Runs a loop, and returns the turn in which it ends. */
  function lastTurn(reference: string, around: Turn): Turn {
    const name = nodes[reference.split(':')[0] ?? '']?.loop ?? '';
    const ended = around.ended.get(name);
    if (ended) return ended;
    let turn = newTurn({ loop: { name, around } });
    for (let left = MOST_ITERATIONS; left > 0; left--) {
      let goesOn = false;
      for (const [part, node] of merges.get(name) ?? []) {
        const [value] = resultsOf(part, node, turn);
        if (node.op === 'LoopCond') goesOn = numberOf(tensorOf(value)) !== 0;
      }
      if (!goesOn) {
        around.ended.set(name, turn);
        return turn;
      }
      // The one before has what this one begins with.
      delete turn.before;
      turn = newTurn({ loop: { name, around }, before: turn });
    }
    throw new SnapshotMismatchError('after its snapshot, a loop does not end');
  }

  const outside = newTurn({});
  return Object.fromEntries(
    Object.entries(outputs).map(([name, reference]) => [name, tensorOf(valueOf(reference, outside))]),
  );
}

function newTurn(of: Pick<Turn, 'loop' | 'before'>): Turn {
  return { ...of, results: new Map(), ended: new Map() };
}

/** Returns the turn in which a node runs: its results may be used in loops within. */
function turnOf({ loop }: TailNode, turn: Turn): Turn {
  let found = turn;
  while (found.loop?.name !== loop) {
    unless(found.loop !== undefined, 'a loop is used from outside');
    found = found.loop.around;
  }
  return found;
}

import { Graph } from './graph.ts';
import type { Value } from './graph-node.ts';

/** Tensors that a loop keeps from one round to the next, by name. */
type LoopState = Readonly<Record<string, Value>>;

/**
 * Adds a loop with a length that is known only when the model runs.
 *
 * @param name the name of the loop, and the prefix of its functions.
 * @param state the first state.
 * @param growing the axis along which a part of the state changes its size.
 * @param goesOn adds the condition, one bool: true for another round.
 * @param round adds one round, and returns the next state.
 * @returns the state after the last round.
 */
export function addLoop<State extends LoopState>(
  graph: Graph,
  {
    name,
    state,
    growing,
    goesOn,
    round,
  }: {
    name: string;
    state: State;
    growing: Readonly<Partial<Record<keyof State, number>>>;
    goesOn: (body: Graph, state: State) => Value;
    round: (body: Graph, state: State) => LoopState;
  },
): State {
  const parts = Object.keys(state);
  const specs = parts.map((part) => {
    const { dtype, shape } = partOf(state, part);
    return { dtype, shape: shape?.map((size, axis) => (axis === growing[part] ? -1 : size)) };
  });
  const takeState = (values: (part: string, at: number) => Value): State =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of the same names
    Object.fromEntries(parts.map((part, at) => [part, values(part, at)])) as State;
  const addFunction = (kind: string, results: (body: Graph, given: State) => readonly Value[]) => {
    const body = new Graph();
    const given = takeState((part, at) =>
      body.addInput(part, specs[at] ?? { dtype: 'float32', shape: undefined }),
    );
    for (const [at, value] of results(body, given).entries()) body.setOutput(String(at), value);
    return { func: graph.addFunction(`${name}_${kind}`, body) };
  };
  const outputs = graph.addNode(
    'StatelessWhile',
    parts.map((part) => partOf(state, part)),
    {
      name,
      attributes: {
        T: { list: { type: specs.map(({ dtype }) => dtype) } },
        cond: addFunction('goes_on', (body, given) => [goesOn(body, given)]),
        body: addFunction('round', (body, given) => {
          const next = round(body, given);
          return parts.map((part) => partOf(next, part));
        }),
      },
      outputs: specs,
    },
  );
  return takeState((part, at) => outputs[at] ?? partOf(state, part));
}

function partOf(state: LoopState, part: string): Value {
  const value = state[part];
  if (!value) throw new TypeError(`a loop loses its '${part}'`);
  return value;
}

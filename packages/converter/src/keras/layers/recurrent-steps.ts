import { addLoop } from '../../graph/add-loop.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Value } from '../../graph/graph-node.ts';
import { addIntList, addIntScalar } from '../../graph/make-constant.ts';
import { binary } from './arithmetic.ts';
import type { LayerContext } from './layer-kind.ts';
import { concat, expand, knownSize, reshape, shapeOf, sizesOf, sliceAxis } from './shaping.ts';

/** The most steps that are written out one by one. */
const MAX_STEPS = 2048;

/** Computes one step: the next states from the multiplied input and the states. The first state is the output. */
export type Step = (input: Value, states: readonly (Value | undefined)[]) => readonly Value[];

/** A sequence that a recurrent layer processes step by step. */
export interface Sequence {
  /** The input times the kernel, `[rows, steps, gates * units]`. */
  projected: Value;
  /** 1 for each step that counts, `[rows, steps]`. */
  mask: Value | undefined;
  /** The first states. Undefined if zero. */
  initial: readonly (Value | undefined)[];
  stepIn: (graph: Graph) => Step;
  isBackwards: boolean;
  isSequence: boolean;
  isZeroed: boolean;
}

/** The output of the last step or of all steps, and the states after the last. */
interface Outcome {
  output: Value;
  states: readonly Value[];
}

/** Adds all steps of a sequence: one by one if its length is known, else in a loop. */
export function runSequence(context: LayerContext, sequence: Sequence): Outcome {
  const steps = shapeOf(context.input)[1] ?? -1;
  if (steps > MAX_STEPS)
    throw context.refuse(`it has ${steps} steps, and up to ${MAX_STEPS} are written out`);
  return steps < 1 ? runLoop(context, sequence) : runSteps(context, sequence);
}

/** Adds each of a known number of steps. */
function runSteps({ graph, input }: LayerContext, sequence: Sequence): Outcome {
  const { projected, mask, initial, stepIn, isBackwards, isSequence } = sequence;
  const steps = knownSize(input, 1);
  const step = stepIn(graph);
  const outputs: Value[] = [];
  let states = initial;
  for (let at = 0; at < steps; at++) {
    const time = isBackwards ? steps - 1 - at : at;
    const next = takeStep(graph, sequence, {
      step,
      x: sliceAxis(graph, projected, 1, time, time + 1),
      counts: mask && sliceAxis(graph, mask, 1, time, time + 1),
      states,
    });
    states = next.states;
    outputs.push(next.output);
  }
  const last = outputs.at(-1);
  if (!last) throw new TypeError('has no steps');
  const expanded = () => outputs.map((each) => expand(graph, each, 1));
  return {
    output: isSequence ? concat(graph, expanded(), 1) : last,
    states: states.filter((state) => state !== undefined),
  };
}

/** State of the loop in addition to the states of the layer. */
type Held = {
  /** The number of the next step. */
  time: Value;
  length: Value;
  projected: Value;
  mask?: Value;
  /** Outputs of all steps so far, or of the last one. */
  outputs: Value;
};
type States = Readonly<Record<`state_${number}`, Value>>;
type LoopState = Held & States;

/** Adds the first step, which may have no states yet, and a loop over the others. */
function runLoop({ graph, layer }: LayerContext, sequence: Sequence): Outcome {
  const { stepIn, isBackwards, isSequence, initial } = sequence;
  const inOrder = (x: Value) => (isBackwards ? reverse(graph, x) : x);
  const projected = inOrder(sequence.projected);
  const mask = sequence.mask && inOrder(sequence.mask);
  const begun = takeStep(graph, sequence, {
    step: stepIn(graph),
    x: sliceAxis(graph, projected, 1, 0, 1),
    counts: mask && sliceAxis(graph, mask, 1, 0, 1),
    states: initial,
  });
  const [, length] = sizesOf(graph, projected);
  if (length === undefined || typeof length === 'number') throw new TypeError('has a known length');
  const outputs = isSequence ? expand(graph, begun.output, 1) : begun.output;
  const ended = addLoop<LoopState>(graph, {
    name: `${layer.name}/steps`,
    state: {
      time: addIntScalar(graph, 1),
      length,
      projected,
      outputs,
      ...named(begun.states),
      ...(mask ? { mask } : {}),
    },
    growing: isSequence ? { outputs: 1 } : {},
    goesOn: (body, { time, length: end }) => body.add('Less', [time, end], { T: { type: 'int32' } }),
    round: (body, state) => {
      const next = takeStep(body, sequence, {
        step: stepIn(body),
        x: stepOf(body, state.projected, state.time),
        counts: state.mask && stepOf(body, state.mask, state.time),
        states: begun.states.map((_, at) => state[`state_${at}`]),
      });
      return {
        ...state,
        time: body.add('AddV2', [state.time, addIntScalar(body, 1)], { T: { type: 'int32' } }),
        outputs: isSequence ? concat(body, [state.outputs, expand(body, next.output, 1)], 1) : next.output,
        ...named(next.states),
      };
    },
  });
  return { output: ended.outputs, states: begun.states.map((state, at) => ended[`state_${at}`] ?? state) };
}

function named(states: readonly Value[]): States {
  return Object.fromEntries(states.map((state, at) => [`state_${at}`, state]));
}

interface Given {
  step: Step;
  x: Value;
  counts: Value | undefined;
  states: readonly (Value | undefined)[];
}

/** Computes one step, and keeps the states if the step does not count. */
function takeStep(
  graph: Graph,
  { isZeroed, projected }: Sequence,
  { step, x, counts, states }: Given,
): Outcome {
  const factor = counts && reshape(graph, counts, [-1, 1]);
  const next = step(reshape(graph, x, [-1, knownSize(projected, -1)]), states).map((state, at) =>
    keep(graph, state, states[at], factor),
  );
  const [output] = next;
  if (!output) throw new TypeError('has a cell without states');
  return { output: factor && isZeroed ? binary(graph, 'Mul', output, factor) : output, states: next };
}

/** Takes a step by its number, which is known only when the model runs. */
function stepOf(graph: Graph, x: Value, time: Value): Value {
  return graph.add('GatherV2', [x, time, addIntScalar(graph, 1)], {
    Tparams: { type: x.dtype },
    Tindices: { type: 'int32' },
    Taxis: { type: 'int32' },
  });
}

/** Keeps the state before a step that does not count. The first state is zero. */
function keep(graph: Graph, next: Value, before: Value | undefined, counts: Value | undefined): Value {
  if (!counts) return next;
  const changed = binary(graph, 'Mul', next, counts);
  if (!before) return changed;
  return binary(graph, 'AddV2', changed, binary(graph, 'Mul', before, binary(graph, 'Sub', 1, counts)));
}

/** Reverses the second axis. */
export function reverse(graph: Graph, x: Value): Value {
  const steps = shapeOf(x)[1] ?? -1;
  if (steps < 0) return graph.add('ReverseV2', [x, addIntList(graph, [1])], { T: { type: x.dtype } });
  return concat(
    graph,
    Array.from({ length: steps }, (_, at) => sliceAxis(graph, x, 1, steps - 1 - at, steps - at)),
    1,
  );
}

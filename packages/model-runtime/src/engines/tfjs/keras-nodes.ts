import * as v from 'valibot';
import { KerasFormError } from './keras-form-error.ts';

/** The origin of a tensor: a layer, the number of its use, and the number of its output. */
export type TensorRef = readonly [layer: string, use: number, tensor: number];

const tensorSchema = v.object({
  class_name: v.literal('__keras_tensor__'),
  config: v.looseObject({
    shape: v.optional(v.array(v.nullable(v.number()))),
    keras_history: v.pipe(
      v.looseTuple([v.string(), v.number(), v.number()]),
      v.transform(([layer, use, tensor]): TensorRef => [layer, use, tensor]),
    ),
  }),
});
type KerasTensor = v.InferOutput<typeof tensorSchema>;

/** A use of a layer in Keras 3's form. */
const callSchema = v.looseObject({ args: v.array(v.unknown()), kwargs: v.record(v.string(), v.unknown()) });
type Call = v.InferOutput<typeof callSchema>;

interface CalledLayer {
  class_name: string;
  name: string;
  config: Readonly<Record<string, unknown>>;
  inbound_nodes: readonly unknown[];
}

/** Operations on tensors that are also layers, if they get two of one shape. */
const MERGES: ReadonlySet<string> = new Set(['Add', 'Maximum', 'Minimum', 'Multiply']);
/** Operations on one tensor that are also activations. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  Relu: 'relu',
  Relu6: 'relu6',
  Sigmoid: 'sigmoid',
  Tanh: 'tanh',
};
const RECURRENT: ReadonlySet<string> = new Set(['GRU', 'LSTM', 'SimpleRNN']);

/**
 * Writes the uses of a layer as lists of the origins of their tensors. Uses that are already lists stay the same.
 *
 * @returns the uses, and the equivalent layer if Keras 3 wrote an operation such as `x + y`.
 * @throws {KerasFormError} for a use that cannot be written in this form.
 */
export function inboundNodes(layer: CalledLayer): {
  nodes: unknown[];
  layer?: Omit<CalledLayer, 'inbound_nodes'>;
} {
  const calls = layer.inbound_nodes.map((node) => v.safeParse(callSchema, node));
  const isOperation = calls.some(({ success }) => success) && isNoLayer(layer);
  if (!isOperation) {
    const nodes = layer.inbound_nodes.map((node, at) => {
      const call = calls[at];
      return call?.success ? refsOf(layer, call.output) : node;
    });
    return { nodes };
  }
  const tensors = calls.map((call) => (call.success ? tensorsIn(layer, call.output.args) : []));
  const equivalent = asLayer(layer, tensors);
  const others = calls.flatMap((call) => (call.success ? Object.values(call.output.kwargs) : []));
  if (!equivalent || others.some((value) => value !== null))
    throw cannot(layer, 'is an operation on tensors');
  return { nodes: tensors.map((some) => some.map(toRef)), layer: equivalent };
}

/** An operation has neither weights nor a dtype of its own. */
function isNoLayer({ config }: CalledLayer): boolean {
  return !('dtype' in config) && !('trainable' in config);
}

function asLayer({ class_name: className, name }: CalledLayer, calls: readonly (readonly KerasTensor[])[]) {
  const shared = { name, config: { name, trainable: true, dtype: 'float32' } };
  if (MERGES.has(className) && calls.every((tensors) => tensors.length === 2 && haveOneShape(tensors))) {
    return { ...shared, class_name: className };
  }
  const activation = Object.hasOwn(FUNCTIONS, className) ? FUNCTIONS[className] : undefined;
  if (activation === undefined || !calls.every(({ length }) => length === 1)) return undefined;
  return { ...shared, class_name: 'Activation', config: { ...shared.config, activation } };
}

function haveOneShape([first, ...others]: readonly KerasTensor[]): boolean {
  const shape = first?.config.shape?.join();
  return shape !== undefined && others.every(({ config }) => config.shape?.join() === shape);
}

function refsOf(layer: CalledLayer, { args, kwargs }: Call): unknown[] {
  const [first = [], ...rest] = args;
  const given = [...tensorsIn(layer, [first]), ...statesIn(layer, rest, kwargs)];
  for (const [name, value] of Object.entries(kwargs)) {
    const isStates = name === 'initial_state' && RECURRENT.has(layer.class_name);
    if (!isStates && value !== null && value !== false) throw cannot(layer, `is called with '${name}'`);
  }
  return given.map(toRef);
}

/** TensorFlow.js expects the initial states of a recurrent layer after its input. */
function statesIn(layer: CalledLayer, rest: readonly unknown[], kwargs: Call['kwargs']): KerasTensor[] {
  if (rest.length > 0) throw cannot(layer, 'is called with several arguments');
  const states = kwargs['initial_state'] ?? undefined;
  return states === undefined || !RECURRENT.has(layer.class_name) ? [] : tensorsIn(layer, [states]);
}

function tensorsIn(layer: CalledLayer, args: readonly unknown[]): KerasTensor[] {
  return args.flat(2).map((arg) => {
    const tensor = v.safeParse(tensorSchema, arg);
    if (!tensor.success) throw cannot(layer, 'is called with something that is not a tensor of the model');
    return tensor.output;
  });
}

function toRef({ config }: KerasTensor): unknown[] {
  return [...config.keras_history, {}];
}

function cannot({ class_name: className, name }: CalledLayer, what: string): KerasFormError {
  return new KerasFormError(`its ${className} '${name}' ${what}, which TensorFlow.js cannot represent`);
}

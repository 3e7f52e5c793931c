import { allocate, DTYPES, type NamedTensors, type Tensor } from '@pilotlight/protocol/tensors';
import { DATA_TYPES } from './data-type.ts';
import { type IsolatedModel, type KeptTensor, MAKE_EMPTY } from './isolate-tensors.ts';
import type { NativeBinding, NativeTensor } from './native-binding.ts';
import { giveTensor, readNativeTensor } from './native-tensor.ts';
import { explainRunError } from './run-error.ts';

/** A model in TensorFlow's memory. */
export interface SavedModelSession {
  /** @throws {InputsRefusedError} if TensorFlow refuses the inputs. */
  run(signature: string, inputs: NamedTensors): NamedTensors;
  dispose(): void;
}

interface Feed {
  node: string;
  id: number;
}

/** @param id TensorFlow's own session, which is deleted with this. */
export function createSession(
  binding: NativeBinding,
  id: number,
  { signatures, hasStrings }: Pick<IsolatedModel, 'signatures' | 'hasStrings'>,
): SavedModelSession {
  /** The signature and outputs of the previous run. */
  let held: readonly KeptTensor[] = [];
  if (hasStrings) deleteTensors(runGraph([], [MAKE_EMPTY]));

  function runGraph(feeds: readonly Feed[], fetches: readonly string[]): NativeTensor[] {
    const ids = feeds.map((feed) => feed.id);
    return binding.runSavedModel(id, ids, feeds.map(({ node }) => node).join(), fetches.join());
  }

  function deleteTensors(tensors: readonly Pick<NativeTensor, 'id'>[]): void {
    for (const tensor of tensors) binding.deleteTensor(tensor.id);
  }

  /** Gives inputs to TensorFlow during the task. */
  function withFeeds<Result>(
    tensors: readonly (readonly [node: string, tensor: Tensor])[],
    task: (feeds: Feed[]) => Result,
  ): Result {
    const feeds: Feed[] = [];
    try {
      for (const [node, tensor] of tensors) feeds.push({ node, id: giveTensor(binding, tensor) });
      return task(feeds);
    } finally {
      deleteTensors(feeds);
    }
  }

  /** Keeps nothing of another signature's inputs: for its caller's privacy, and for the memory. */
  function keep(given: readonly (readonly [KeptTensor, Tensor])[]): void {
    const now = given.map(([kept]) => kept);
    const left = held.filter((kept) => !now.includes(kept));
    held = now;
    const all = [...given, ...left.map((kept) => [kept, noElements(kept)] as const)];
    if (all.length === 0) return;
    withFeeds(
      all.map(([kept, tensor]) => [kept.given, tensor]),
      (feeds) =>
        deleteTensors(
          runGraph(
            feeds,
            all.map(([{ kept }]) => kept),
          ),
        ),
    );
  }

  return {
    run(name, inputs) {
      const signature = signatures[name];
      if (!signature) throw new TypeError(`it has no signature '${name}'`);
      const given: [KeptTensor, Tensor][] = [];
      const straight: [node: string, Tensor][] = [];
      for (const [input, how] of Object.entries(signature.inputs)) {
        const tensor = inputs[input];
        if (!tensor) throw new TypeError(`its input '${input}' is missing`);
        if ('node' in how) straight.push([how.node, tensor]);
        else given.push([how, tensor]);
      }
      keep(given);
      const outputs = Object.entries(signature.outputs);
      const fetches = outputs.map(([, { node }]) => node);
      const taken = withFeeds(straight, (feeds) => {
        try {
          return runGraph(feeds, fetches);
        } catch (error) {
          throw explainRunError(error);
        }
      });
      try {
        return Object.fromEntries(
          outputs.flatMap(([output], at) =>
            taken[at] ? [[output, readNativeTensor(binding, taken[at])]] : [],
          ),
        );
      } finally {
        deleteTensors(taken);
      }
    },

    dispose() {
      binding.deleteSavedModel(id);
    },
  };
}

function noElements({ dataType }: KeptTensor): Tensor {
  const dtype = DTYPES.find((known) => DATA_TYPES[known] === dataType) ?? 'float32';
  return { dtype, shape: [0], data: allocate(dtype, 0) };
}

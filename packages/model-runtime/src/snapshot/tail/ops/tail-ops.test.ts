import { describe, expect, it } from 'vitest';
import type { Tensor } from '@pilotlight/protocol/tensors';
import { installedAsset } from '../../../deployment/runtime-parts.ts';
import { differenceOf } from '../../../engines/wasm/kernel-sweep/run-case.ts';
import { inputsOf, type OpCase, readCases } from '../../../engines/wasm/kernel-sweep/sweep-case.ts';
import { modelOf } from '../../../engines/wasm/kernel-sweep/sweep-model.ts';
import { startWasmEngine } from '../../../engines/wasm/wasm-engine.ts';
import { SnapshotMismatchError } from '../../restore/snapshot-mismatch-error.ts';
import { attributesOf, graphNode } from '../../take/graph-nodes.ts';
import { inputBytes } from '../../take/input-bytes.ts';
import * as v from 'valibot';
import type { TailTensor } from '../tail-tensor.ts';
import { TAIL_OPS } from './tail-ops.ts';

const engine = await startWasmEngine({ assetPath: installedAsset });

const isNumbers = ({ dtype }: Tensor) => dtype !== 'string';
const cases = Map.groupBy(
  readCases().flatMap((one) => ('op' in one && !one.nodes && one.inputs.every(isNumbers) ? [one] : [])),
  ({ op }) => op,
);

function tailTensor({ dtype, shape, data }: Tensor): TailTensor {
  const isHeld = data instanceof Float32Array || data instanceof Int32Array || data instanceof Uint8Array;
  if (!isHeld || (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool'))
    throw new TypeError(`no tail has tensors of ${dtype}`);
  return { dtype, shape, data };
}

/** Runs a case as part of a tail; undefined if it leaves it to the engine. */
function runInTail({ op, attrs, inputs }: OpCase): readonly TailTensor[] | undefined {
  const node = v.parse(graphNode, { name: 'y', op, attr: attrs });
  try {
    return TAIL_OPS.get(op)?.({ inputs: inputs.map(tailTensor), attributes: attributesOf(node) });
  } catch (error) {
    if (error instanceof SnapshotMismatchError) return undefined;
    throw error;
  }
}

const runOnEngine = async (one: OpCase) => {
  const model = await engine.load(modelOf(one));
  try {
    return Object.values(await model.run('serving_default', inputsOf(one)));
  } finally {
    model.dispose();
  }
};

/** TensorFlow has run all cases: `make_kernel_sweep.py` of tools/oracle-fixtures. */
describe('the ops of a tail', () => {
  it.each([...TAIL_OPS.keys()])(
    'answer as TensorFlow and as the engine, bit for bit, or not: %s',
    async (op) => {
      const wrong: string[] = [];
      let answered = 0;
      for (const one of cases.get(op) ?? []) {
        const own = runInTail(one);
        if (!own) continue;
        answered += 1;
        if (one.fails) wrong.push(`${one.why}: it answers what TensorFlow refuses`);
        if (one.undefined === undefined) {
          const differences = one.outputs.flatMap((wanted, at) =>
            differenceOf(own[at], wanted, one.tolerance),
          );
          wrong.push(...differences.map((difference) => `${one.why}: ${difference}`));
        }
        const theirs = await runOnEngine(one).catch(() => undefined);
        for (const [at, wanted] of theirs?.entries() ?? []) {
          const given = own[at];
          const isSame =
            given?.dtype === wanted.dtype &&
            given.shape.join() === wanted.shape.join() &&
            bytesOf(given).equals(bytesOf(wanted));
          if (!isSame) wrong.push(`${one.why}: its result ${at} is not the engine's`);
        }
      }
      expect(wrong).toEqual([]);
      expect(answered).toBeGreaterThan(0);
    },
  );
});

function bytesOf(tensor: Tensor): Buffer {
  return inputBytes({ tensor })[0]?.[1] ?? Buffer.alloc(0);
}

import { readFile } from 'node:fs/promises';
import { env, getKernelsForBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { installedAsset } from '../../../deployment/runtime-parts.ts';
import { CORRECTED_OPS } from '../../tfjs/ops/correct-ops.ts';
import { CORRECTIONS } from '../kernels/correct-kernels.ts';
import { startWasmEngine } from '../wasm-engine.ts';
import { KERNEL_DIFFERENCES, OP_DIFFERENCES } from './differences.ts';
import { watchHeldKernels } from './held-kernels.ts';
import { correctedTable, kernelTable, openTable, unreachableTable } from './kernel-table.ts';
import { REFUSED, refusalOf } from './refused.ts';
import { runCase } from './run-case.ts';
import { readCases, subjectOf } from './sweep-case.ts';
import { UNREACHABLE } from './unreachable.ts';

// With this, a kernel that leaks memory is an error, and TensorFlow.js does not advertise tfjs-node.
env().set('IS_TEST', true);
const engine = await startWasmEngine({ assetPath: installedAsset });
const { held, begin } = watchHeldKernels('wasm');
const cases = Map.groupBy(readCases(), subjectOf);

/** `make_kernel_sweep.py` of tools/oracle-fixtures has run all of them in TensorFlow. */
describe('the kernels of the engine wasm', () => {
  const refused = new Set<object>();

  it.each([...cases.keys()])('match TensorFlow: %s', async (subject) => {
    const wrong: string[] = [];
    for (const one of cases.get(subject) ?? []) {
      begin(one);
      const { refusal, difference } = await runCase(engine, one);
      const known = refusal === undefined ? undefined : refusalOf(one, refusal);
      if (known) refused.add(known);
      else if (refusal !== undefined) wrong.push(`${one.why}: refused: ${refusal}`);
      else if (difference !== undefined && one.undefined === undefined)
        wrong.push(`${one.why}: ${difference}`);
    }
    expect(wrong).toEqual([]);
  });

  it('refuse exactly the listed cases that TensorFlow runs', () => {
    expect(REFUSED.filter((one) => !refused.has(one))).toEqual([]);
  });

  it('are all compared, except those that inference does not reach', () => {
    const registered = getKernelsForBackend('wasm').map(({ kernelName }) => kernelName);
    expect(registered.filter((name) => !held.has(name)).toSorted()).toEqual(
      Object.keys(UNREACHABLE).toSorted(),
    );
  });

  it('are corrected as the table says', () => {
    const kernels = CORRECTIONS.map(({ kernelName }) => kernelName);
    expect(kernels.toSorted()).toEqual(Object.keys(KERNEL_DIFFERENCES).toSorted());
    expect(new Set(kernels).size).toBe(kernels.length);
    expect(CORRECTED_OPS.map(({ name }) => name).toSorted()).toEqual(Object.keys(OP_DIFFERENCES).toSorted());
  });

  it('match the table in docs/kernels.md', async () => {
    const written = await readFile(new URL('../../../../../../docs/kernels.md', import.meta.url), 'utf8');
    for (const made of [kernelTable(held), correctedTable(), openTable(readCases()), unreachableTable()])
      expect(written).toContain(made);
  });
});

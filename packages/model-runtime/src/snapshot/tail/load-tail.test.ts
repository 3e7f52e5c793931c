import fc from 'fast-check';
import { elementCount, isShapeOf, type NamedTensors, type Signature } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import { SnapshotMismatchError } from '../restore/snapshot-mismatch-error.ts';
import { loadTail } from './load-tail.ts';
import type { SnapshotTail, TailNode } from './snapshot-tail.ts';

/** `y = x[0 : number of elements above a limit]`, in a loop of two turns that does nothing. */
const TAIL: SnapshotTail = {
  nodes: {
    enter: { op: 'Enter', inputs: ['two'], attributes: {}, loop: 'l' },
    merge: { op: 'Merge', inputs: ['enter', 'next'], attributes: {}, loop: 'l' },
    zero: { op: 'Enter', inputs: ['none'], attributes: {}, loop: 'l' },
    above: { op: 'Greater', inputs: ['merge', 'zero'], attributes: {}, loop: 'l' },
    cond: { op: 'LoopCond', inputs: ['above'], attributes: {}, loop: 'l' },
    switch: { op: 'Switch', inputs: ['merge', 'cond'], attributes: {}, loop: 'l' },
    one: { op: 'Enter', inputs: ['single'], attributes: {}, loop: 'l' },
    less: { op: 'Sub', inputs: ['switch:1', 'one'], attributes: {}, loop: 'l' },
    next: { op: 'NextIteration', inputs: ['less'], attributes: {}, loop: 'l' },
    exit: { op: 'Exit', inputs: ['switch'], attributes: {} },
    high: { op: 'Greater', inputs: ['x', 'limit'], attributes: {} },
    places: { op: 'Where', inputs: ['high'], attributes: {} },
    count: { op: 'Size', inputs: ['places'], attributes: {} },
    more: { op: 'Add', inputs: ['count', 'exit'], attributes: {} },
    size: { op: 'Pack', inputs: ['more'], attributes: { axis: 0 } },
    begin: { op: 'Pack', inputs: ['none'], attributes: { axis: 0 } },
    y: { op: 'Slice', inputs: ['x', 'begin', 'size'], attributes: {} },
  },
  constants: {
    two: { dtype: 'int32', shape: [], b64: 'AgAAAA==' },
    single: { dtype: 'int32', shape: [], b64: 'AQAAAA==' },
    none: { dtype: 'int32', shape: [], b64: 'AAAAAA==' },
    limit: { dtype: 'float32', shape: [], b64: 'AADAPw==' },
  },
  outputs: { y: 'y' },
};
const SIGNATURE: Signature = { inputs: {}, outputs: { y: { dtype: 'float32', shape: [-1] } } };
const COMPUTED: NamedTensors = { x: { dtype: 'float32', shape: [4], data: Float32Array.of(1, 2, 3, 0) } };

it('computes outputs from what was replayed', () => {
  const { y } = loadTail(TAIL, SIGNATURE)(COMPUTED);
  expect(y).toEqual({ dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) });
});

/** Makes the nodes of a loop that counts a number down to 0 and does `body` to another each time. */
function countdown(
  name: string,
  [from, begin]: [from: string, begin: string],
  body: (value: string) => Record<string, TailNode>,
  around: Pick<TailNode, 'loop'> = {},
): Record<string, TailNode> {
  const within = (op: string, ...inputs: string[]): TailNode => ({ op, inputs, attributes: {}, loop: name });
  return {
    [`${name}Enter`]: within('Enter', from),
    [`${name}EnterValue`]: within('Enter', begin),
    [`${name}Left`]: within('Merge', `${name}Enter`, `${name}Next`),
    [`${name}Value`]: within('Merge', `${name}EnterValue`, `${name}NextValue`),
    [`${name}None`]: within('Enter', 'none'),
    [`${name}One`]: within('Enter', 'single'),
    [`${name}IsLeft`]: within('Greater', `${name}Left`, `${name}None`),
    [`${name}GoesOn`]: within('LoopCond', `${name}IsLeft`),
    [`${name}Switch`]: within('Switch', `${name}Left`, `${name}GoesOn`),
    [`${name}SwitchValue`]: within('Switch', `${name}Value`, `${name}GoesOn`),
    [`${name}Less`]: within('Sub', `${name}Switch:1`, `${name}One`),
    [`${name}Next`]: within('NextIteration', `${name}Less`),
    ...body(`${name}SwitchValue:1`),
    [`${name}NextValue`]: within('NextIteration', `${name}Done`),
    [`${name}Exit`]: { op: 'Exit', inputs: [`${name}SwitchValue`], attributes: {}, ...around },
  };
}

const addOne = (value: string): Record<string, TailNode> => ({
  innerDone: { op: 'Add', inputs: [value, 'innerOne'], attributes: {}, loop: 'inner' },
});

// Each of two turns adds 1 to a number as often as the number says: 3, 6, 12.
it('runs a loop in a loop', () => {
  const outer = (value: string): Record<string, TailNode> => ({
    ...countdown('inner', [value, value], addOne, { loop: 'outer' }),
    outerDone: { op: 'Identity', inputs: ['innerExit'], attributes: {}, loop: 'outer' },
  });
  const nodes = countdown('outer', ['two', 'three'], outer);
  const three = { dtype: 'int32', shape: [], b64: 'AwAAAA==' } as const;
  const tail = { nodes, constants: { ...TAIL.constants, three }, outputs: { y: 'outerExit' } };
  const { y } = loadTail(tail, { inputs: {}, outputs: { y: { dtype: 'int32', shape: [] } } })({});
  expect(y?.data).toEqual(Int32Array.of(12));
});

it('ends a loop that would not end', () => {
  const { next, ...nodes } = TAIL.nodes;
  if (!next) throw new TypeError('it has a loop');
  const endless = { ...TAIL, nodes: { ...nodes, next: { ...next, inputs: ['switch:1'] } } };
  expect(() => loadTail(endless, SIGNATURE)(COMPUTED)).toThrow('a loop does not end');
});

/** Every place in a JSON value, as its path of keys. */
function placesOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [
    [],
    ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner).map((rest) => [key, ...rest])),
  ];
}

function withValueAt(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  Reflect.set(copy, key, withValueAt(Reflect.get(value, key), rest, put));
  return copy;
}

const values = fc.oneof(
  fc.constantFrom<unknown>(0, 1, -1, 0.5, 2 ** 31, 1e300, null, true, [], {}, [[]], [-1], [2 ** 40], 'l'),
  fc.constantFrom(...Object.keys(TAIL.nodes), ...Object.keys(TAIL.constants), 'x', 'y:1', '__proto__', ''),
  fc.constantFrom('Where', 'Fill', 'Range', 'Reshape', 'ConcatV2', 'TensorArrayV3', 'Exit', 'Exp'),
);

it('answers in the form of the signature, or fails, for any tail', () => {
  fc.assert(
    fc.property(fc.constantFrom(...placesOf(TAIL)), values, (place, value) => {
      const damaged = withValueAt(TAIL, place, value);
      try {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it may be anything
        const { y } = loadTail(damaged as SnapshotTail, SIGNATURE)(COMPUTED);
        const spec = SIGNATURE.outputs['y'];
        expect(spec && y?.dtype === 'float32' && isShapeOf(spec, y.shape)).toBe(true);
        expect(y?.data.length).toBe(elementCount(y?.shape ?? []));
      } catch (error) {
        // Nodes that take each other's results end with a stack that is too deep.
        expect(error instanceof SnapshotMismatchError || error instanceof RangeError).toBe(true);
      }
    }),
    { seed: 16, numRuns: 500 },
  );
});

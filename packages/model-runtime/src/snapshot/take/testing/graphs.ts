import { constant, float, graph, type TestModel } from '../../../testing/models.ts';

export const FLOAT = { T: { type: 'DT_FLOAT' } };
export const node = (name: string, op: string, input: string[], attr: Record<string, unknown> = FLOAT) => ({
  name,
  op,
  input,
  attr,
});
const X = { name: 'x', op: 'Placeholder', attr: float(1, 4) };

/** Makes a graph of one input `x` of four floats, and of constants: each is four floats of one value. */
export function model(
  nodes: unknown[],
  constants: Record<string, number>,
  outputs: Record<string, number[]>,
): TestModel {
  const names = Object.keys(constants);
  return {
    format: 'tfjs-graph-model',
    json: {
      ...graph(
        [X, ...names.map((name) => constant(name, 1, 4)), ...nodes],
        names.map((name) => ({ name, shape: [1, 4], dtype: 'float32' })),
      ),
      signature: {
        inputs: { x: { name: 'x:0' } },
        outputs: Object.fromEntries(Object.keys(outputs).map((name) => [name, { name: `${name}:0` }])),
      },
    },
    weights: Float32Array.from(Object.values(constants).flatMap((value) => [value, value, value, value])),
    signature: {
      inputs: { x: { dtype: 'float32', shape: [1, 4] } },
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([name, shape]) => [name, { dtype: 'float32', shape }]),
      ),
    },
    sample: { x: [[0.25, -0.5, 0.75, 1]] },
  };
}

const ints = (name: string, ...values: number[]) => ({
  name,
  op: 'Const',
  attr: {
    dtype: { type: 'DT_INT32' },
    value: { tensor: { dtype: 'DT_INT32', tensorShape: { dim: [{ size: String(values.length) }] } } },
  },
});

/** Makes a graph like `model`, but with constants of no dimensions. */
export function withScalars(nodes: unknown[], scalars: Record<string, number>): TestModel {
  const base = model(nodes, {}, { y: [1, 4] });
  const json = JSON.parse(JSON.stringify(base.json));
  const names = Object.keys(scalars);
  json.modelTopology.node.unshift(...names.map((name) => constant(name)));
  json.weightsManifest[0].weights.push(...names.map((name) => ({ name, shape: [], dtype: 'float32' })));
  return { ...base, json, weights: Float32Array.from(Object.values(scalars)) };
}

/** Adds constants of integers to a graph. Their bytes are among those of the floats. */
export function withIntegers(base: TestModel, integers: Record<string, number[]>): TestModel {
  const json = JSON.parse(JSON.stringify(base.json));
  json.modelTopology.node.unshift(...Object.entries(integers).map(([name, values]) => ints(name, ...values)));
  json.weightsManifest[0].weights.push(
    ...Object.entries(integers).map(([name, values]) => ({ name, shape: [values.length], dtype: 'int32' })),
  );
  const bytes = Int32Array.from(Object.values(integers).flat());
  return { ...base, json, weights: Float32Array.of(...base.weights, ...new Float32Array(bytes.buffer)) };
}

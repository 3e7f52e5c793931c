import * as v from 'valibot';
import { isKerasModel, type KerasLayer, layersOfKerasModel } from './keras-topology.ts';

const record = v.record(v.string(), v.unknown());

/** A layer with weights: its old name, from the outermost model to itself, and its new name. */
interface Leaf {
  path: readonly string[];
  name: string;
  className: string;
}

/**
 * Renames the layers and weights of a Keras 3 model for TensorFlow.js. Keras 3 names a weight by the models and layers that
 * contain it (`sequential/dense/kernel`), and layers of different models may have the same name; TensorFlow.js names it
 * only by its layer.
 */
export function nameAsTfjs(
  model: KerasLayer,
  weights: readonly string[],
): { model: KerasLayer; weights: string[] } {
  const leaves: Leaf[] = [];
  const own = layersOfKerasModel(model).map(({ name, config }) => name ?? config['name']);
  const renamed = withUniqueNames(model, { path: [], taken: new Set(own), leaves });
  const used = new Set<string>();
  return {
    model: renamed,
    weights: weights.map((weight) => {
      const names = candidates(weight, leaves);
      // If two layers match, they are in the order of the weights.
      const name = names.find((each) => !used.has(each)) ?? weight;
      used.add(name);
      return name;
    }),
  };
}

function withUniqueNames(
  model: KerasLayer,
  place: { path: readonly string[]; taken: Set<unknown>; leaves: Leaf[] },
): KerasLayer {
  const { path, taken, leaves } = place;
  const names = new Map<string, string>();
  const layers = layersOfKerasModel(model).map((layer): KerasLayer => {
    const written = layer.name ?? layer.config['name'];
    if (typeof written !== 'string') return layer;
    const own = [...path, written];
    if (isKerasModel(layer)) return withUniqueNames(layer, { ...place, path: own });
    // Callers know the names of the outermost layers.
    const name = path.length > 0 && taken.has(written) ? uniqueName(own.join('.'), taken) : written;
    taken.add(name);
    names.set(written, name);
    leaves.push({ path: own, name, className: layer.class_name });
    return {
      ...layer,
      ...(layer.name === undefined ? {} : { name }),
      config: { ...layer.config, name, ...wrappedModel(layer, { ...place, path: own }) },
    };
  });
  const rename = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    const [first, ...rest]: unknown[] = value;
    if (typeof first === 'string') return [names.get(first) ?? first, ...rest];
    return value.map(rename);
  };
  return {
    ...model,
    config: {
      ...model.config,
      layers: layers.map((layer) =>
        layer.inbound_nodes ? { ...layer, inbound_nodes: layer.inbound_nodes.map(rename) } : layer,
      ),
      ...(model.class_name === 'Sequential'
        ? {}
        : {
            input_layers: rename(model.config['input_layers']),
            output_layers: rename(model.config['output_layers']),
          }),
    },
  };
}

/** The layers of a model inside a wrapper have weights of their own. */
function wrappedModel({ config }: KerasLayer, place: Parameters<typeof withUniqueNames>[1]): object {
  const inner = v.safeParse(v.looseObject({ class_name: v.string(), config: record }), config['layer']);
  if (!inner.success || !isKerasModel(inner.output)) return {};
  const name = inner.output.config['name'];
  const path = typeof name === 'string' ? [...place.path, name] : place.path;
  return { layer: withUniqueNames(inner.output, { ...place, path }) };
}

function uniqueName(name: string, taken: ReadonlySet<unknown>): string {
  let at = 1;
  let unique = name;
  while (taken.has(unique)) unique = `${name}_${(at += 1)}`;
  return unique;
}

/** Returns the possible names of a weight in TensorFlow.js, for the layers that fit its name best. */
function candidates(weight: string, leaves: readonly Leaf[]): string[] {
  const scope = weight.split('/');
  const last = scope.pop() ?? '';
  const fitting = leaves.flatMap((leaf) => {
    const fit = fitOf(leaf.path, scope);
    return fit ? [{ leaf, ...fit }] : [];
  });
  const best = Math.max(...fitting.map(({ length }) => length));
  return fitting
    .filter(({ length }) => length === best)
    .map(({ leaf: { name, className }, end }) => {
      // Each direction has its own weights, under the name of its layer.
      const direction = className === 'Bidirectional' ? scope.slice(end, end + 1) : [];
      const kind = className === 'DepthwiseConv2D' && last === 'kernel' ? 'depthwise_kernel' : last;
      return [name, ...direction, kind].join('/');
    });
}

/** Returns how much of the end of a path a scope contains, and where that ends; models without a name are left out. */
function fitOf(
  path: readonly string[],
  scope: readonly string[],
): { length: number; end: number } | undefined {
  const layer = path.at(-1);
  for (let end = scope.length; end > 0; end -= 1) {
    if (scope[end - 1] !== layer) continue;
    let length = 1;
    while (length < path.length && length < end && path.at(-1 - length) === scope[end - 1 - length])
      length += 1;
    // Anything before it can only be the name of the whole model.
    if (end - length <= 1) return { length, end };
  }
  return undefined;
}

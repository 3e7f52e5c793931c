import { ConversionError } from '../../conversion-error.ts';
import type { Constant } from '../../graph/constant.ts';
import type { LayerSpec, ModelSpec } from '../config/model-spec.ts';
import type { Hdf5Content } from '../file/hdf5-content.ts';
import type { KerasContent } from '../file/keras-content.ts';
import { variablesOf } from '../layers/layer-kinds.ts';
import { assignNames } from './assign-names.ts';
import { isCalled } from './is-called.ts';
import { type LayerWeights, type Variable, weightKey } from './variable.ts';

/** Name under which Keras 2 wrote its layers in a `.keras` file. */
const OLD_LAYERS = '_layer_checkpoint_dependencies';

/**
 * Finds the weights of each layer of a model in its file.
 *
 * @throws {TypeError} if a weight is missing, or does not fit the layer.
 */
export function assignWeights(
  model: ModelSpec,
  { weights, layout }: KerasContent,
): ReadonlyMap<LayerSpec, LayerWeights> {
  const assigned = new Map<LayerSpec, LayerWeights>();
  if (layout === 'lists') {
    for (const layer of model.layers) assignList(layer, weights, assigned);
  } else if (layout === 'names') {
    assignNames(model.layers, weights, assigned);
  } else {
    const root = weights.attributes.has(OLD_LAYERS) ? OLD_LAYERS : 'layers';
    assignPaths(
      model.layers.map((layer) => ({ path: 'layers', layer })),
      '',
      weights,
      assigned,
      root,
    );
  }
  return assigned;
}

/** Assigns weights by path. Layers of one class are numbered in their order: `dense`, `dense_1`. */
function assignPaths(
  layers: LayerSpec['children'],
  base: string,
  weights: Hdf5Content,
  assigned: Map<LayerSpec, LayerWeights>,
  root: string,
): void {
  const counts = new Map<string, number>();
  for (const { path, layer } of layers) {
    // Keras does not count operations as layers.
    if (layer.className.startsWith('op:')) continue;
    const snake = snakeCase(layer.className);
    const count = counts.get(snake) ?? 0;
    const isListed = path === 'layers';
    if (isListed) counts.set(snake, count + 1);
    const own = isListed ? `${root}/${snake}${count === 0 ? '' : `_${count}`}` : path;
    const place = `${base}${own}`;
    assigned.set(layer, weightsAt(layer, place, weights));
    assignPaths(layer.children, `${place}/`, weights, assigned, root);
  }
}

function weightsAt(layer: LayerSpec, place: string, { datasets, attributes }: Hdf5Content): LayerWeights {
  const found = new Map<string, Constant>();
  const counts = new Map<string, number>();
  const places = new Set<string>();
  for (const variable of inFileOrder(variablesOf(layer))) {
    const { part } = variable;
    const hidden = part === undefined ? place : `${place}/_${part}`;
    const group = attributes.has(hidden) ? hidden : part === undefined ? place : `${place}/${part}`;
    const at = counts.get(group) ?? 0;
    counts.set(group, at + 1);
    places.add(group);
    const constant = datasets.get(`${group}/vars/${at}`);
    if (!constant)
      throw new TypeError(`lacks the weight '${variable.name}' of the layer '${layer.name}' at ${group}`);
    found.set(weightKey(variable), constant);
  }
  for (const group of places.size === 0 ? [place] : places) {
    if (datasets.has(`${group}/vars/${counts.get(group) ?? 0}`)) {
      throw new ConversionError(
        `the layer '${layer.name}' (${layer.className}) has more weights than the class is known to have`,
      );
    }
  }
  return found;
}

/** Assigns one list for each layer of the model, inner layers included: trained weights first. */
function assignList(
  layer: LayerSpec,
  { attributes, datasets }: Hdf5Content,
  assigned: Map<LayerSpec, LayerWeights>,
): void {
  const group = `model_weights/${layer.name}`;
  const names = namesOf(attributes.get(group));
  const flat = flatten(layer, true);
  const order = [...flat.filter((each) => each.isTrained), ...flat.filter((each) => !each.isTrained)];
  if (names.length !== order.length) {
    throw new TypeError(
      `has ${names.length} weights of the layer '${layer.name}', and ${order.length} are expected`,
    );
  }
  const found = new Map<LayerSpec, Map<string, Constant>>();
  for (const [at, { owner, variable }] of order.entries()) {
    const name = names[at] ?? '';
    const constant = datasets.get(`${group}/${name}`);
    if (!constant) throw new TypeError(`lacks the weight '${name}'`);
    if (!isCalled(name, variable)) {
      throw new TypeError(
        `has the weight '${name}' where '${variable.name}' of the layer '${owner.name}' is expected`,
      );
    }
    const own = found.get(owner) ?? new Map<string, Constant>();
    own.set(weightKey(variable), constant);
    found.set(owner, own);
  }
  for (const owner of withChildren(layer)) assigned.set(owner, found.get(owner) ?? new Map());
}

/** Reads a list of names. Long lists are split into several attributes. */
function namesOf(attributes: ReadonlyMap<string, unknown> | undefined): string[] {
  const names: string[] = [];
  const add = (value: unknown) => {
    if (typeof value === 'string') names.push(value);
    if (Array.isArray(value)) names.push(...value.filter((each): each is string => typeof each === 'string'));
  };
  add(attributes?.get('weight_names'));
  for (let at = 0; attributes?.has(`weight_names${at}`); at++) add(attributes.get(`weight_names${at}`));
  return names.filter((name) => name !== '');
}

interface Owned {
  owner: LayerSpec;
  variable: Variable;
  isTrained: boolean;
}

function flatten(layer: LayerSpec, isTrainable: boolean): Owned[] {
  const trainable = isTrainable && layer.isTrainable;
  return [
    ...inFileOrder(variablesOf(layer)).map((variable) => ({
      owner: layer,
      variable,
      isTrained: trainable && variable.isTrained !== false,
    })),
    ...layer.children.flatMap(({ layer: child }) => flatten(child, trainable)),
  ];
}

function withChildren(layer: LayerSpec): LayerSpec[] {
  return [layer, ...layer.children.flatMap(({ layer: child }) => withChildren(child))];
}

function inFileOrder(variables: readonly Variable[]): Variable[] {
  return [...variables.filter(isTrained), ...variables.filter((variable) => !isTrained(variable))];
}

/** Returns Keras's name for a class: conv2d for Conv2D, layer_normalization for LayerNormalization. */
function snakeCase(name: string): string {
  return name
    .replaceAll(/\W+/g, '')
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function isTrained(variable: Variable): boolean {
  return variable.isTrained !== false;
}

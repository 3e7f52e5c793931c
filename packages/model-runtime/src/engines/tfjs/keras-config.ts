import * as v from 'valibot';

/** A layer's configuration: it may hold anything. */
export type Config = Readonly<Record<string, unknown>>;

const namedObject = v.looseObject({ class_name: v.string(), config: v.optional(v.unknown()) });
/** A layer used as an activation: it has a configuration where a function has a name. */
const layerObject = v.looseObject({ class_name: v.string(), config: v.record(v.string(), v.unknown()) });
const policySchema = v.looseObject({ config: v.looseObject({ name: v.string() }) });

/** The dtype in which TensorFlow.js computes for each dtype of Keras. */
const COMPUTED_AS: Readonly<Record<string, string>> = {
  mixed_float16: 'float32',
  mixed_bfloat16: 'float32',
  float64: 'float32',
  int64: 'int32',
  uint8: 'int32',
  int8: 'int32',
};

/** Keras 3's names of activations and TensorFlow.js' own, if it has them. The tests compare their formulas. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  silu: 'swish',
  // Not the function of Keras 2 and TensorFlow.js, so it must not match their name.
  hard_sigmoid: 'hard_sigmoid of Keras 3',
};

const INITIALIZERS: ReadonlySet<string> = new Set(
  `Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity LeCunNormal LeCunUniform Ones Orthogonal
  RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros`.split(/\s+/),
);
const CONSTRAINTS: ReadonlySet<string> = new Set(['MaxNorm', 'MinMaxNorm', 'NonNeg', 'UnitNorm']);

/** Layers within a layer. */
const INNER: ReadonlySet<string> = new Set(['layer', 'backward_layer', 'cell', 'cells']);

/** Writes the configuration of a layer in the form that TensorFlow.js reads. */
export function configFor(
  { class_name: className, config }: { class_name: string; config: Config },
  {
    isKeras3,
    hasItsFunctions,
    normalizeInner,
  }: { isKeras3: boolean; hasItsFunctions: boolean; normalizeInner: (layer: unknown) => unknown },
): Config {
  const normalized = Object.entries(config).map(([key, value]): [string, unknown] => {
    if (key === 'dtype') return [key, dtypeName(value)];
    if (key === 'batch_shape' && config['batch_input_shape'] === undefined)
      return ['batch_input_shape', value];
    if (key === 'activation' || key === 'recurrent_activation') {
      return [key, v.is(layerObject, value) ? normalizeInner(value) : activationName(value, hasItsFunctions)];
    }
    if (key === 'negative_slope' && className === 'LeakyReLU') return ['alpha', value];
    if (key.endsWith('_initializer')) return [key, known(value, INITIALIZERS) ?? ZEROS];
    if (key.endsWith('_constraint')) return [key, known(value, CONSTRAINTS)];
    if (key.endsWith('_regularizer')) return [key, regularizer(value)];
    if (INNER.has(key)) {
      if (Array.isArray(value)) return [key, value.map(normalizeInner)];
      if (v.is(namedObject, value)) return [key, normalizeInner(value)];
    }
    return [key, value];
  });
  const result = Object.fromEntries(normalized);
  return isKeras3 && className === 'Bidirectional' ? withoutPrefix(result) : result;
}

const ZEROS = { class_name: 'Zeros', config: {} };

/** A dtype, or a policy with the dtype to compute in. */
function dtypeName(value: unknown): unknown {
  const policy = v.safeParse(policySchema, value);
  const name = policy.success ? policy.output.config.name : value;
  return typeof name === 'string' && Object.hasOwn(COMPUTED_AS, name) ? COMPUTED_AS[name] : name;
}

/** A function is written by name, or as an object that holds its name. */
function activationName(value: unknown, isKeras3: boolean): unknown {
  const object = v.safeParse(namedObject, value);
  const name = object.success ? object.output.config : value;
  return isKeras3 && typeof name === 'string' && Object.hasOwn(ACTIVATIONS, name) ? ACTIVATIONS[name] : name;
}

/** Leaves out what only training uses if TensorFlow.js does not know it; a name alone is an alias that it knows. */
function known(value: unknown, classes: ReadonlySet<string>): unknown {
  const object = v.safeParse(namedObject, value);
  if (!object.success) return value;
  return classes.has(object.output.class_name) ? value : null;
}

/** TensorFlow.js has one class for both, which later versions of Keras do not have. */
function regularizer(value: unknown): unknown {
  const object = v.safeParse(namedObject, value);
  if (!object.success) return value;
  const { class_name: className, config = {} } = object.output;
  if (className === 'L1L2') return value;
  return className === 'L1' || className === 'L2' ? { class_name: 'L1L2', config } : null;
}

/** TensorFlow.js puts `forward_` before the name itself. */
function withoutPrefix(config: Config): Config {
  const layer = v.safeParse(v.looseObject({ config: v.looseObject({ name: v.string() }) }), config['layer']);
  if (!layer.success) return config;
  const name = layer.output.config.name.replace(/^forward_/, '');
  return { ...config, layer: { ...layer.output, config: { ...layer.output.config, name } } };
}

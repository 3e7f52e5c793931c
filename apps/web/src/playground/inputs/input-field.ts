import type { ModelDescription } from '@pilotlight/client';
import { countOf, formatShape, nest } from './elements.ts';
import { sampleValues, type TensorSpec, type Values } from './sample-values.ts';

/** As many elements as have a field each. */
const MAX_SEPARATE = 16;
/** As many as stand in a text that can be edited. */
const MAX_WRITTEN = 2_000;

/** How one input is asked for, and what it begins with. */
export interface InputField {
  name: string;
  spec: TensorSpec;
  kind: 'image' | 'separate' | 'text' | 'json' | 'long';
  /** The model's sample, or zeros. */
  values: Values;
  isSample: boolean;
  /** What it takes, in words. */
  hint: string;
}

/** All inputs of a model, as a page asks for them. */
export interface InputForm {
  /** Whether a row is asked about, or whole tensors, of a model whose inputs have no rows. */
  form: 'rows' | 'columns';
  fields: readonly InputField[];
}

const SIGNATURE = 'serving_default';

/** Makes the fields that a model is asked with; undefined for one that has no signature to be asked by without its name. */
export function inputForm({ signatures, imageInput, sample }: ModelDescription): InputForm | undefined {
  const inputs = Object.entries(signatures[SIGNATURE]?.inputs ?? {});
  if (inputs.length === 0) return undefined;
  const hasRows = inputs.every(([, { shape, unknownRank }]) => shape.length > 0 && !unknownRank);
  const fields = inputs.map(([name, spec]): InputField => {
    const given = sample?.[name];
    const values = sampleValues(given, spec, hasRows);
    const kind = name === imageInput ? 'image' : kindOf(spec, values);
    return { name, spec, kind, values, isSample: given !== undefined, hint: hintOf(kind, spec, values) };
  });
  return { form: hasRows ? 'rows' : 'columns', fields };
}

function kindOf({ dtype, shape: declared }: TensorSpec, { shape }: Values): InputField['kind'] {
  const count = countOf(shape);
  const isOpen = declared.slice(1).includes(-1);
  const isFlat = shape.filter((size) => size !== 1).length <= 1;
  if (dtype === 'string' && count === 1 && !isOpen) return 'text';
  if (count <= MAX_SEPARATE && isFlat && !isOpen && dtype !== 'string') return 'separate';
  return count <= MAX_WRITTEN ? 'json' : 'long';
}

function hintOf(kind: InputField['kind'], { dtype, shape: declared }: TensorSpec, { shape }: Values): string {
  const size = formatShape(declared.slice(declared.length - shape.length));
  switch (kind) {
    case 'image':
      return 'A JPEG, a PNG or a WebP. Without one, what the model is warmed up with is sent.';
    case 'text':
      return 'Text.';
    case 'separate':
      return dtype === 'bool' ? 'True or false.' : `${dtype}.`;
    case 'json':
      return `JSON: ${dtype}, ${size || 'a single value'}.`;
    case 'long':
      return `JSON: ${dtype}, ${size}. Left empty, what the model is warmed up with is sent.`;
  }
}

/** The values of a field as the JSON that it begins with. */
export function formatValues({ values: { elements, shape } }: InputField): string {
  return JSON.stringify(nest(elements, shape));
}

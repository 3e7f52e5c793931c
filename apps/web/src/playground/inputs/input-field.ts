import type { ModelDescription } from '@pilotlight/client';
import { countOf, formatShape, nest } from './elements.ts';
import { sampleValues, type TensorSpec, type Values } from './sample-values.ts';

/** The most elements that get their own field. */
const MAX_SEPARATE = 16;
/** The most elements in a text that can be edited. */
const MAX_WRITTEN = 2_000;

/** A form field for one input, and its initial value. */
export interface InputField {
  name: string;
  spec: TensorSpec;
  kind: 'image' | 'separate' | 'text' | 'json' | 'long';
  /** The model's sample, or zeros. */
  values: Values;
  isSample: boolean;
  /** Description of the allowed values. */
  hint: string;
}

/** A form for all inputs of a model. */
export interface InputForm {
  /** `rows` for one row; `columns` for whole tensors, if an input has no rows. */
  form: 'rows' | 'columns';
  fields: readonly InputField[];
}

const SIGNATURE = 'serving_default';

/** Makes the fields of a model; undefined for a model without a default signature. */
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
      return 'A JPEG, a PNG or a WebP. Without one, the model’s sample is sent.';
    case 'text':
      return 'Text.';
    case 'separate':
      return dtype === 'bool' ? 'True or false.' : `${dtype}.`;
    case 'json':
      return `JSON: ${dtype}, ${size || 'a single value'}.`;
    case 'long':
      return `JSON: ${dtype}, ${size}. If empty, the model’s sample is sent.`;
  }
}

/** Formats the initial values of a field as JSON. */
export function formatValues({ values: { elements, shape } }: InputField): string {
  return JSON.stringify(nest(elements, shape));
}

import { countOf, flatten } from './inputs/elements.ts';
import type { FieldView } from './inputs/field-view.ts';
import type { InputField } from './inputs/input-field.ts';
import type { CodeInput } from './code/code-request.ts';

/** The most values to write in code; the reader adds more himself. */
const MAX_IN_CODE = 64;

/** Returns each input for the code; undefined while a field has a value that cannot be sent. */
export function codeInputs(
  fields: readonly InputField[],
  views: readonly Pick<FieldView, 'read'>[],
): CodeInput[] | undefined {
  try {
    return fields.map(({ name, kind, spec, values }, at): CodeInput => {
      if (kind === 'image') return { name, kind };
      const read = views[at]?.read();
      const { shape } = ArrayBuffer.isView(read) ? values : flatten(read);
      if (ArrayBuffer.isView(read) || countOf(shape) > MAX_IN_CODE)
        return { name, kind: 'long', dtype: spec.dtype, shape };
      const isReal = spec.dtype === 'float32' || spec.quantization !== undefined;
      return { name, kind: 'value', value: read, isReal };
    });
  } catch {
    return undefined;
  }
}

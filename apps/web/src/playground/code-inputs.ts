import { countOf, flatten } from './inputs/elements.ts';
import type { FieldView } from './inputs/field-view.ts';
import type { InputField } from './inputs/input-field.ts';
import type { CodeInput } from './code/code-request.ts';

/** As many values as stand in code; more are the reader's own to put there. */
const MAX_IN_CODE = 64;

/** What stands for each input in code; undefined while what stands in a field cannot be sent. */
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

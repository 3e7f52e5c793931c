import type { AnyInput } from '@pilotlight/client';
import { make } from '../../shared/make.ts';
import { type Element, nest } from './elements.ts';
import { formatValues, type InputField } from './input-field.ts';
import { readJson, readNumber } from './read-element.ts';
import { typedArray } from './typed-array.ts';

/** A field on the page. */
export interface FieldView {
  element: HTMLElement;
  name: string;
  /** Returns the value to send. @throws {FieldError} if it cannot be sent. */
  read: () => AnyInput;
}

/** Shows one input of a model, filled with its sample. @param id a unique id. */
export function createFieldView(field: InputField, id: string): FieldView {
  const { name } = field;
  const { controls, read } = CONTROLS[field.kind](field, id);
  const [first] = controls;
  const hint = make('p', { id: `${id}-hint`, class: 'help' }, field.hint);
  for (const each of controls) each.setAttribute('aria-describedby', `${id}-hint`);
  if (field.kind === 'separate' && controls.length > 1) {
    const legend = make('legend', {}, name);
    const cells = controls.map((each, at) =>
      make('label', { class: 'cell' }, make('span', {}, String(at)), each),
    );
    const element = make(
      'fieldset',
      { class: 'field' },
      legend,
      make('div', { class: 'cells' }, ...cells),
      hint,
    );
    return { element, name, read };
  }
  const label = make('label', { for: first?.id ?? '' }, name);
  return { element: make('div', { class: 'field' }, label, ...controls, hint), name, read };
}

interface Controls {
  controls: readonly (HTMLInputElement | HTMLTextAreaElement)[];
  read: () => AnyInput;
}

const CONTROLS: Readonly<Record<InputField['kind'], (field: InputField, id: string) => Controls>> = {
  image(field, id) {
    const input = make('input', { id, type: 'file', accept: 'image/jpeg,image/png,image/webp' });
    return { controls: [input], read: () => input.files?.[0] ?? long(field) };
  },
  text({ values }, id) {
    const area = make('textarea', { id, rows: '3' }, String(values.elements[0] ?? ''));
    return { controls: [area], read: () => nest([area.value], values.shape) };
  },
  separate({ name, values, spec }, id) {
    const inputs = values.elements.map((element, at) => control(element, `${id}-${at}`));
    const read = () =>
      nest(
        inputs.map((input, at): Element => {
          if (input.type === 'checkbox') return input.checked;
          return readNumber(input.value, spec, inputs.length === 1 ? name : `${name}[${at}]`);
        }),
        values.shape,
      );
    return { controls: inputs, read };
  },
  json(field, id) {
    const area = make('textarea', { id, rows: '6', class: 'json', spellcheck: 'false' }, formatValues(field));
    return { controls: [area], read: () => readJson(area.value, field.name) };
  },
  long(field, id) {
    const area = make('textarea', { id, rows: '3', class: 'json', spellcheck: 'false' });
    const read = () => (area.value.trim() === '' ? long(field) : readJson(area.value, field.name));
    return { controls: [area], read };
  },
};

function control(element: Element, id: string): HTMLInputElement {
  if (typeof element === 'boolean') {
    const box = make('input', { id, type: 'checkbox' });
    box.checked = element;
    return box;
  }
  return make('input', {
    id,
    type: 'text',
    inputmode: 'decimal',
    value: String(element),
    autocomplete: 'off',
  });
}

/** Returns the sample as bytes, which are a third of the size. */
function long({ values, spec }: InputField): AnyInput {
  return typedArray(values.elements, spec) ?? nest(values.elements, values.shape);
}

import type { ModelDescription } from '@pilotlight/client';
import { make } from '../shared/make.ts';

/** The number of models from which there is a search field. */
const MANY = 12;

/** Lets the user choose a model and one of its versions. */
export interface ModelChooser {
  element: HTMLElement;
  show(models: readonly ModelDescription[]): void;
  showVersions(described: ModelDescription): void;
}

/** @param onChoice receives the model, and its version if that is not the highest. */
export function createModelChooser(
  onChoice: (model: string, version: number | undefined) => void,
): ModelChooser {
  let names: readonly string[] = [];
  const search = make('input', { id: 'playground-search', type: 'search', autocomplete: 'off' });
  const searchField = make(
    'div',
    { class: 'field', hidden: '' },
    make('label', { for: search.id }, 'Find a model'),
    search,
  );
  const model = make('select', { id: 'playground-model' });
  const version = make('select', { id: 'playground-version' });

  function list(shown: readonly string[]): void {
    model.replaceChildren(...shown.map((name) => make('option', { value: name }, name)));
  }

  search.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase();
    const found = names.filter((name) => name.toLowerCase().includes(wanted));
    list(found);
    if (found[0] !== undefined) onChoice(found[0], undefined);
  });
  model.addEventListener('change', () => onChoice(model.value, undefined));
  version.addEventListener('change', () => {
    const [highest] = version.options;
    onChoice(model.value, version.value === highest?.value ? undefined : Number(version.value));
  });

  return {
    element: make(
      'div',
      { class: 'chooser' },
      searchField,
      make('div', { class: 'field' }, make('label', { for: model.id }, 'Model'), model),
      make('div', { class: 'field' }, make('label', { for: version.id }, 'Version'), version),
    ),
    show(models) {
      names = models.map((each) => each.model);
      searchField.hidden = names.length < MANY;
      list(names);
    },
    showVersions(described) {
      version.replaceChildren(
        ...described.versions.map((each, at) =>
          make('option', { value: String(each) }, at === 0 ? `${each} (highest)` : String(each)),
        ),
      );
      version.value = String(described.version);
    },
  };
}

import { make } from '../shared/make.ts';

/** Lets the user choose one of several image models; hidden if there is only one. */
export function createPhotoModelChooser({
  place,
  select,
  onChoice,
}: {
  place: HTMLElement;
  select: HTMLSelectElement;
  onChoice: () => void;
}): (models: readonly string[]) => string | null {
  select.addEventListener('change', onChoice);
  return (models) => {
    if (select.options.length === 0)
      select.replaceChildren(...models.map((model) => make('option', { value: model }, model)));
    place.hidden = models.length < 2;
    return models.length === 0 ? null : select.value;
  };
}

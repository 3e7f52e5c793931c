import { element } from '../shared/element.ts';
import type { Ask } from '../shared/predict-client.ts';
import { createImageModelSource } from './image-model.ts';
import { createPhotoModelChooser } from './photo-model-chooser.ts';
import { createPhotoQuestion } from './photo-question.ts';
import { createPhotoResultView } from './photo-result-view.ts';
import { attachPhotoSources } from './photo-sources.ts';
import { createPredictPhoto } from './predict-photo.ts';

/** Starts the tab where a user chooses a photograph and sees the answer. Returns the function to call when it opens. */
export function startPhotographView(ask: Ask): () => void {
  const findModels = createImageModelSource(ask);
  const choose = createPhotoModelChooser({
    place: element('photo-models', HTMLElement),
    select: element('photo-model', HTMLSelectElement),
    onChoice: () => void question.askAgain(),
  });
  const question = createPhotoQuestion({
    findModel: async () => choose(await findModels()),
    predict: createPredictPhoto(ask),
    view: createPhotoResultView({ onTryAgain: () => void question.askAgain() }),
  });

  const panel = element('photograph-panel', HTMLElement);
  attachPhotoSources({
    input: element('photo-input', HTMLInputElement),
    dropZone: element('photo-drop', HTMLElement),
    isShown: () => !panel.hidden,
    onPhoto: (file) => void question.ask(file),
  });

  return () => void question.lookAround();
}

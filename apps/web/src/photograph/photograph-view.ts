import { element } from '../shared/element.ts';
import type { Ask } from '../shared/predict-client.ts';
import { createImageModelSource } from './image-model.ts';
import { createPhotoModelChooser } from './photo-model-chooser.ts';
import { createPhotoQuestion } from './photo-question.ts';
import { createPhotoResultView } from './photo-result-view.ts';
import { attachPhotoSources } from './photo-sources.ts';
import { createPredictPhoto } from './predict-photo.ts';

/** Choose a photograph, and see what the model makes of it. Returns what to do when it is opened. */
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

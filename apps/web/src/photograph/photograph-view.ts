import { element } from '../shared/element.ts';
import type { Call } from '../shared/predict-client.ts';
import { createImageModelSource } from './image-model.ts';
import { createPhotoQuestion } from './photo-question.ts';
import { createPhotoResultView } from './photo-result-view.ts';
import { attachPhotoSources } from './photo-sources.ts';
import { createPredictPhoto } from './predict-photo.ts';
import { shrinkPhoto } from './shrink-photo.ts';

/** Choose a photograph, and see what the model makes of it. Returns what to do when it is opened. */
export function startPhotographView(call: Call): () => void {
  const question = createPhotoQuestion({
    findModel: createImageModelSource(call),
    shrink: shrinkPhoto,
    predict: createPredictPhoto(call),
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

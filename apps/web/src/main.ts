import { createDrawingSurface } from './drawing-surface.ts';
import { element } from './element.ts';
import { attachKeyboardPen } from './keyboard-pen.ts';
import { mnistImage } from './mnist-image.ts';
import { attachPointerPen } from './pointer-pen.ts';
import { createPredictClient } from './predict-client.ts';
import { createQuestion } from './question.ts';
import { createResultView } from './result-view.ts';

const canvas = element('pad', HTMLCanvasElement);

const surface = createDrawingSurface({
  canvas,
  onLowered: () => question.withdraw(),
  onLifted: () => question.askSoon(),
  onCleared: () => question.drop(),
});

const question = createQuestion({
  readImage: () => mnistImage(surface.readInk()),
  predict: createPredictClient(),
  view: createResultView({ onTryAgain: () => void question.ask() }),
});

attachPointerPen(canvas, surface);
attachKeyboardPen({
  canvas,
  surface,
  cursor: element('pen-cursor', HTMLSpanElement),
  status: element('pen-status', HTMLParagraphElement),
});
element('clear', HTMLButtonElement).addEventListener('click', () => surface.clear());

import { element } from '../shared/element.ts';
import type { Ask } from '../shared/predict-client.ts';
import { createDrawingSurface } from './drawing-surface.ts';
import { attachKeyboardPen } from './keyboard-pen.ts';
import { mnistImage } from './mnist-image.ts';
import { attachPointerPen } from './pointer-pen.ts';
import { createPredictDigit } from './predict-digit.ts';
import { createQuestion } from './question.ts';
import { createResultView } from './result-view.ts';

/** Draw a digit, and see what the model makes of it. */
export function startDigitView(ask: Ask): void {
  const canvas = element('pad', HTMLCanvasElement);

  const surface = createDrawingSurface({
    canvas,
    onLowered: () => question.withdraw(),
    onLifted: () => question.askSoon(),
    onCleared: () => question.drop(),
  });

  const question = createQuestion({
    readImage: () => mnistImage(surface.readInk()),
    predict: createPredictDigit(ask),
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
}

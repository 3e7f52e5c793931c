import { element } from '../shared/element.ts';
import type { Ask } from '../shared/predict-client.ts';
import { createDrawingSurface, PEN_WIDTH } from './drawing-surface.ts';
import { attachKeyboardPen } from './keyboard-pen.ts';
import { isDot, mnistImage } from './mnist-image.ts';
import { attachPointerPen } from './pointer-pen.ts';
import { createPredictDigit } from './predict-digit.ts';
import { createQuestion } from './question.ts';
import { createResultView } from './result-view.ts';

/** The largest dot of a pen that hardly moved, in pixels of the surface. */
const MAX_DOT = 1.25 * PEN_WIDTH;

/** Starts the tab where a user draws a digit and sees the model's answer. */
export function startDigitView(ask: Ask): void {
  const canvas = element('pad', HTMLCanvasElement);

  const surface = createDrawingSurface({
    canvas,
    onLowered: () => question.withdraw(),
    onLifted: () => question.askSoon(),
    onCleared: () => question.drop(),
  });

  const question = createQuestion({
    readImage() {
      const ink = surface.readInk();
      return isDot(ink, MAX_DOT) ? 'dot' : mnistImage(ink);
    },
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

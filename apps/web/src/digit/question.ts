import type { PredictDigit } from './predict-digit.ts';
import type { Prediction } from './prediction.ts';

/** The pause after a stroke before the question: fours and fives have two strokes. */
const PAUSE_MS = 400;

/** The view of the answer to a drawing. */
export interface AnswerView {
  showNothing(): void;
  /** Shows that the drawing is only a dot. */
  showDot(): void;
  showWaiting(image: Float32Array): void;
  showPrediction(prediction: Prediction): void;
  showError(error: unknown): void;
}

/** The question about the drawing. */
export interface Question {
  /** Withdraws the question, because the drawing is changing. */
  withdraw(): void;
  /** Asks after a pause, unless the pen is lowered again. */
  askSoon(): void;
  ask(): Promise<void>;
  /** Drops the question, because the drawing was cleared. */
  drop(): void;
}

/** Asks about the current drawing, and shows only the answer to the latest question. */
export function createQuestion({
  readImage,
  predict,
  view,
}: {
  /** Returns null for an empty drawing. */
  readImage: () => Float32Array | 'dot' | null;
  predict: PredictDigit;
  view: AnswerView;
}): Question {
  let latest = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;

  function withdraw(): void {
    latest++;
    clearTimeout(pause);
  }

  async function ask(): Promise<void> {
    withdraw();
    const mine = latest;
    const image = readImage();
    if (!image) return view.showNothing();
    if (image === 'dot') return view.showDot();

    view.showWaiting(image);
    try {
      const prediction = await predict(image);
      if (mine === latest) view.showPrediction(prediction);
    } catch (error) {
      if (mine === latest) view.showError(error);
    }
  }

  return {
    withdraw,
    askSoon() {
      clearTimeout(pause);
      pause = setTimeout(() => void ask(), PAUSE_MS);
    },
    ask,
    drop() {
      withdraw();
      view.showNothing();
    },
  };
}

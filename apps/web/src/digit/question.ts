import type { PredictDigit } from './predict-digit.ts';
import type { Prediction } from './prediction.ts';

/** How long the pen may be lifted within a digit: fours and fives have two strokes. */
const PAUSE_MS = 400;

/** Where the answer to the drawing is to be seen. */
export interface AnswerView {
  showNothing(): void;
  /** What is drawn is no more than a tap. */
  showDot(): void;
  showWaiting(image: Float32Array): void;
  showPrediction(prediction: Prediction): void;
  showError(error: unknown): void;
}

/** What the drawing asks the model, and when. */
export interface Question {
  /** The drawing is changing: what is being asked of it is no longer the question. */
  withdraw(): void;
  /** The pen was lifted: ask, unless it is lowered again in a moment. */
  askSoon(): void;
  ask(): Promise<void>;
  /** Nothing is drawn any more. */
  drop(): void;
}

/** Asks about the drawing as it is, and lets only the answer to the latest question be seen. */
export function createQuestion({
  readImage,
  predict,
  view,
}: {
  /** Null where nothing is drawn. */
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

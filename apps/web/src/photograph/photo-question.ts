import { assertPhoto } from './assert-photo.ts';
import type { Guesses } from './guesses.ts';
import type { PredictPhoto } from './predict-photo.ts';

/** Where the answer to the photograph is to be seen. */
export interface PhotoAnswerView {
  /** Nothing served here takes photographs. */
  showNoModel(): void;
  /** There is a model, and no photograph yet. */
  showReady(): void;
  showWaiting(): void;
  showPhoto(photo: Blob, name: string): void;
  showGuesses(guesses: Guesses): void;
  /** `model` is the one that was asked, where it came to that. */
  showError(error: unknown, model: string | undefined): void;
}

/** What the photograph asks the model, and when. */
export interface PhotoQuestion {
  /** Finds out whether there is a model to ask, so that somebody who opens the tab knows. */
  lookAround(): Promise<void>;
  ask(file: File): Promise<void>;
  /** Does again what went wrong. */
  askAgain(): Promise<void>;
}

/** Asks about the photograph that was chosen last, and lets only the answer to that one be seen. */
export function createPhotoQuestion({
  findModel,
  predict,
  view,
}: {
  findModel: () => Promise<string | null>;
  predict: PredictPhoto;
  view: PhotoAnswerView;
}): PhotoQuestion {
  let latest = 0;
  let chosen: File | undefined;

  async function lookAround(): Promise<void> {
    const mine = ++latest;
    view.showWaiting();
    try {
      const model = await findModel();
      // Once a photograph was chosen, its own question says how things are.
      if (mine !== latest) return;
      if (model === null) view.showNoModel();
      else view.showReady();
    } catch (error) {
      if (mine === latest) view.showError(error, undefined);
    }
  }

  async function ask(file: File): Promise<void> {
    const mine = ++latest;
    chosen = file;
    let model: string | null | undefined;
    view.showWaiting();
    try {
      assertPhoto(file);
      view.showPhoto(file, file.name);
      model = await findModel();
      if (mine !== latest) return;
      if (model === null) return view.showNoModel();
      const guesses = await predict(file, model);
      if (mine === latest) view.showGuesses(guesses);
    } catch (error) {
      if (mine === latest) view.showError(error, model ?? undefined);
    }
  }

  return {
    lookAround,
    ask,
    askAgain: () => (chosen ? ask(chosen) : lookAround()),
  };
}

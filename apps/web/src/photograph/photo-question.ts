import { assertPhoto } from './assert-photo.ts';
import type { Guesses } from './guesses.ts';
import type { PredictPhoto } from './predict-photo.ts';

/** The view of the answer to a photograph. */
export interface PhotoAnswerView {
  /** Shows that no served model takes photographs. */
  showNoModel(): void;
  /** Shows that there is a model, but no photograph yet. */
  showReady(): void;
  showWaiting(): void;
  showPhoto(photo: Blob, name: string): void;
  showGuesses(guesses: Guesses): void;
  /** Shows an error. `model` is the called model, if there was a call. */
  showError(error: unknown, model: string | undefined): void;
}

/** The question about the photograph. */
export interface PhotoQuestion {
  /** Finds out if there is a model, and shows it when the tab opens. */
  lookAround(): Promise<void>;
  ask(file: File): Promise<void>;
  /** Repeats what failed. */
  askAgain(): Promise<void>;
}

/** Asks about the photograph that was chosen last, and shows only the answer to that one. */
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
      // If a photograph was chosen meanwhile, its own question shows the state.
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

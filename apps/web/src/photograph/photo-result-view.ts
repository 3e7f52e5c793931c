import { isPredictError } from '@pilotlight/client';
import { codeText } from '../shared/code-text.ts';
import { bringIntoView, WAITING } from '../shared/bring-into-view.ts';
import { element } from '../shared/element.ts';
import { showProblem } from '../shared/problem-view.ts';
import { createTimingList } from '../shared/timing-list.ts';
import { describeGuesses } from './describe-guesses.ts';
import { showGuessBars } from '../shared/guess-bars.ts';
import { PhotoError } from './photo-error.ts';
import type { PhotoAnswerView } from './photo-question.ts';
import { GUESSES } from './predict-photo.ts';

/** Shows the photograph and the model's answer, or the error. */
export function createPhotoResultView({ onTryAgain }: { onTryAgain: () => void }): PhotoAnswerView {
  const panel = element('photograph-panel', HTMLElement);
  const noModel = element('no-model', HTMLElement);
  const result = element('photo-result', HTMLElement);
  const answer = element('photo-answer', HTMLOutputElement);
  const sentence = element('photo-sentence', HTMLParagraphElement);
  const verdict = element('photo-verdict', HTMLDivElement);
  const problem = element('photo-problem', HTMLDivElement);
  const preview = element('photo-preview', HTMLImageElement);
  const bars = element('photo-bars', HTMLOListElement);
  const showTiming = createTimingList(element('photo-timing', HTMLDListElement), 'photo-');

  const invitation = sentence.textContent;

  function clear(state: 'idle' | 'waiting' | 'problem'): void {
    result.dataset['state'] = state;
    problem.replaceChildren();
    answer.textContent = '';
    showGuessBars(bars, null, GUESSES);
    showTiming(null);
  }

  function tryAgain(): void {
    // The button disappears with the problem; the focus moves to the result.
    result.focus({ preventScroll: true });
    onTryAgain();
  }

  clear('idle');

  return {
    showNoModel() {
      panel.dataset['model'] = 'none';
      noModel.replaceChildren(...howToAddOne());
    },
    showReady() {
      clear('idle');
      sentence.textContent = invitation;
    },
    showWaiting() {
      clear('waiting');
      sentence.textContent = WAITING;
    },
    showPhoto(photo, name) {
      URL.revokeObjectURL(preview.src);
      preview.src = URL.createObjectURL(photo);
      preview.alt = `Your photograph, ${name}`;
      preview.hidden = false;
    },
    showGuesses(guesses) {
      const [best] = guesses.guesses;
      result.dataset['state'] = 'answered';
      answer.textContent = best.label;
      sentence.textContent = describeGuesses(guesses);
      showGuessBars(bars, guesses.guesses, GUESSES);
      showTiming(guesses);
      bringIntoView(verdict);
    },
    showError(error, model) {
      clear('problem');
      sentence.textContent = '';
      // The same file would be refused again, and the preview still shows an older photograph.
      const isFileAtFault = error instanceof PhotoError || isPredictError(error, 'UNREADABLE_IMAGE');
      if (isFileAtFault) preview.hidden = true;
      showProblem(problem, { error, model, onTryAgain: isFileAtFault ? undefined : tryAgain });
    },
  };
}

function howToAddOne(): HTMLElement[] {
  const title = document.createElement('h2');
  title.textContent = 'No model here takes photographs yet';
  const command = document.createElement('pre');
  command.textContent = 'npx pilotlight add mobilenet_v2.tflite --labels labels.txt';
  return [
    title,
    codeText(
      'This tab is for image models, such as MobileNet. The owner of this deployment can add one to `models/` and deploy again:',
    ),
    command,
    codeText('A float model also needs `--pixels`, the range of its pixel values.'),
  ];
}

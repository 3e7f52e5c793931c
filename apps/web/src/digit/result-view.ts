import { bringIntoView, WAITING } from '../shared/bring-into-view.ts';
import { element } from '../shared/element.ts';
import { showProblem } from '../shared/problem-view.ts';
import { createTimingList } from '../shared/timing-list.ts';
import { describePrediction } from './describe-prediction.ts';
import { DIGITS_MODEL } from './digits-model.ts';
import { paintImage } from './image-preview.ts';
import { likeliestDigit } from './prediction.ts';
import { createProbabilityBars } from './probability-bars.ts';
import type { AnswerView } from './question.ts';

/** Shows the model's answer: the digit, the probabilities and the times; or the error. */
export function createResultView({ onTryAgain }: { onTryAgain: () => void }): AnswerView {
  const result = element('result', HTMLElement);
  const answer = element('answer', HTMLOutputElement);
  const sentence = element('sentence', HTMLParagraphElement);
  const verdict = element('verdict', HTMLDivElement);
  const problem = element('problem', HTMLDivElement);
  const seen = element('seen', HTMLCanvasElement);
  const showBars = createProbabilityBars(element('bars', HTMLOListElement));
  const showTiming = createTimingList(element('timing', HTMLDListElement));
  const invitation = sentence.textContent;

  function reset(state: 'idle' | 'waiting' | 'problem'): void {
    result.dataset['state'] = state;
    answer.textContent = '';
    problem.replaceChildren();
    showBars(null);
    showTiming(null);
  }

  function showNothing(): void {
    reset('idle');
    sentence.textContent = invitation;
    paintImage(seen, null);
  }

  showNothing();

  return {
    showNothing,
    showWaiting(image) {
      reset('waiting');
      sentence.textContent = WAITING;
      paintImage(seen, image);
    },
    showPrediction(prediction) {
      result.dataset['state'] = 'answered';
      answer.textContent = String(likeliestDigit(prediction));
      sentence.textContent = describePrediction(prediction);
      showBars(prediction);
      showTiming(prediction);
      bringIntoView(verdict);
    },
    showDot() {
      reset('idle');
      sentence.textContent = 'That is a dot: draw a digit as large as the pad.';
      paintImage(seen, null);
      bringIntoView(verdict);
    },
    showError(error) {
      reset('problem');
      sentence.textContent = '';
      showProblem(problem, {
        error,
        model: DIGITS_MODEL,
        onTryAgain() {
          // The button disappears with the problem; the focus moves to the result.
          result.focus({ preventScroll: true });
          onTryAgain();
        },
      });
      bringIntoView(problem);
    },
  };
}

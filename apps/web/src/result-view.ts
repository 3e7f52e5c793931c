import { describePrediction, duration, instanceState } from './describe-prediction.ts';
import { element } from './element.ts';
import { explainError } from './explain-error.ts';
import { paintImage } from './image-preview.ts';
import { likeliestDigit } from './prediction.ts';
import { createProbabilityBars } from './probability-bars.ts';
import type { AnswerView } from './question.ts';

const NOTHING = '–';

/** Shows what the model answered: the digit, how sure it is, and where the time went; or why there is no answer. */
export function createResultView({ onTryAgain }: { onTryAgain: () => void }): AnswerView {
  const result = element('result', HTMLElement);
  const answer = element('answer', HTMLOutputElement);
  const sentence = element('sentence', HTMLParagraphElement);
  const problem = element('problem', HTMLDivElement);
  const seen = element('seen', HTMLCanvasElement);
  const showBars = createProbabilityBars(element('bars', HTMLOListElement));
  const invitation = sentence.textContent;

  function reset(state: 'idle' | 'problem'): void {
    result.dataset['state'] = state;
    answer.textContent = '';
    problem.replaceChildren();
    showBars(null);
    showFacts({
      instance: NOTHING,
      'round-trip': NOTHING,
      load: NOTHING,
      queue: NOTHING,
      inference: NOTHING,
      model: NOTHING,
    });
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
      result.dataset['state'] = 'waiting';
      problem.replaceChildren();
      paintImage(seen, image);
    },
    showPrediction(prediction) {
      const { timing, roundTripMs, model, version } = prediction;
      result.dataset['state'] = 'answered';
      answer.textContent = String(likeliestDigit(prediction));
      sentence.textContent = describePrediction(prediction);
      showBars(prediction);
      showFacts({
        instance: instanceState(prediction),
        'round-trip': duration(roundTripMs),
        load: duration(timing.loadMs),
        queue: duration(timing.queueMs),
        inference: duration(timing.inferenceMs),
        model: `${model}, v${version}`,
      });
    },
    showError(error) {
      reset('problem');
      sentence.textContent = '';
      const explanation = explainError(error);
      const title = paragraph(explanation.problem);
      title.className = 'problem-title';
      const tryAgain = document.createElement('button');
      tryAgain.type = 'button';
      tryAgain.textContent = 'Try again';
      tryAgain.addEventListener('click', () => {
        // The button goes with the problem; the keyboard stays where it was.
        result.focus({ preventScroll: true });
        onTryAgain();
      });
      problem.replaceChildren(title, paragraph(explanation.remedy), tryAgain);
    },
  };
}

function showFacts(
  facts: Record<'instance' | 'round-trip' | 'load' | 'queue' | 'inference' | 'model', string>,
): void {
  for (const [id, text] of Object.entries(facts)) element(id, HTMLElement).textContent = text;
}

/** A paragraph of text in which backticks mean code. */
function paragraph(text: string): HTMLParagraphElement {
  const made = document.createElement('p');
  for (const [at, part] of text.split('`').entries()) {
    if (at % 2 === 0) {
      made.append(part);
      continue;
    }
    const code = document.createElement('code');
    code.textContent = part;
    made.append(code);
  }
  return made;
}

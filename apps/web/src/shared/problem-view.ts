import { codeText } from './code-text.ts';
import { explainError } from './explain-error.ts';

/** Shows an error in `place`, with a button to try again if `onTryAgain` is given. */
export function showProblem(
  place: HTMLElement,
  {
    error,
    model,
    onTryAgain,
  }: { error: unknown; model: string | undefined; onTryAgain: (() => void) | undefined },
): void {
  const explanation = explainError(error, model);
  const title = codeText(explanation.problem);
  title.className = 'problem-title';
  place.replaceChildren(title, codeText(explanation.fix));
  if (!onTryAgain) return;
  const tryAgain = document.createElement('button');
  tryAgain.type = 'button';
  tryAgain.textContent = 'Try again';
  tryAgain.addEventListener('click', onTryAgain);
  place.append(tryAgain);
}

/** Scrolls just enough to show the whole element: on a phone the answer is below the drawing. */
export function bringIntoView(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' });
}

/** Text shown, and read by screen readers, during a call. */
export const WAITING = 'Asking the model …';

/** Scrolls no further than it must for all of it to be seen: on a phone the answer is below what was asked with. */
export function bringIntoView(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' });
}

/** What is said while the model is asked, to those who look and to those who listen. */
export const WAITING = 'Asking the model …';

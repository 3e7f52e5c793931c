import { html, type Html } from './html.ts';

/** Puts wide content into a box that scrolls in a narrow window, also by keyboard. */
export function scrollBox(label: string, content: Html): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}">${content}</div>`;
}

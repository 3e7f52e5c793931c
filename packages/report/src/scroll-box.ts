import { html, type Html } from './html.ts';

/** Puts what is wide into a box that scrolls where the window is narrow, by keyboard too. */
export function scrollBox(label: string, content: Html): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}">${content}</div>`;
}

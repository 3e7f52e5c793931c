import type { MakeElement } from './element.ts';

/** Says of a picture what a reader who does not see it has to know: a title, and what it shows. */
export function describePicture(
  svg: Element,
  { id, title, description }: { id: string; title: string; description: string },
): Element {
  const { ownerDocument: document, namespaceURI } = svg;
  const part = (name: string, text: string) => {
    const element = document.createElementNS(namespaceURI ?? 'http://www.w3.org/2000/svg', name);
    element.setAttribute('id', `${id}-${name}`);
    element.textContent = text;
    return element;
  };
  svg.prepend(part('title', title), part('desc', description));
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', `${id}-title ${id}-desc`);
  return svg;
}

/** A picture with what is to be seen in it below, in a box that scrolls where the window is narrow. */
export function figure(
  make: MakeElement,
  svg: Element,
  caption: string,
  ...more: readonly Node[]
): HTMLElement {
  const label = svg.querySelector('title')?.textContent;
  const box = make('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': label }, svg);
  return make('figure', {}, box, make('figcaption', {}, caption), ...more);
}

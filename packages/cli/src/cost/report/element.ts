/** Attributes by their names; undefined leaves one out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Makes an element. What stands in it is text or other elements: nothing is ever read as HTML. */
export type MakeElement = (
  name: string,
  attributes?: Attributes,
  ...children: readonly (string | Node)[]
) => HTMLElement;

export function elementMaker(document: Document): MakeElement {
  return (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) {
      if (value !== undefined) element.setAttribute(attribute, String(value));
    }
    for (const child of children) {
      element.append(typeof child === 'string' ? document.createTextNode(child) : child);
    }
    return element;
  };
}

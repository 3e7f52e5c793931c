/** Returns the element of index.html with this id and kind. @throws {TypeError} if there is none. */
export function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new TypeError(`index.html has no ${kind.name} with the id "${id}"`);
}

/** Makes a paragraph from text in which backticks mark code. */
export function codeText(text: string): HTMLParagraphElement {
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

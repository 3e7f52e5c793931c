/** Returns the text of a `.env` file with these values: it replaces their lines, or adds lines at the end. */
export function setValues(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((all, [name, value]) => {
    const line = new RegExp(`^${name}=.*$`, 'm');
    if (line.test(all)) return all.replace(line, () => `${name}=${value}`);
    return `${all}${all === '' || all.endsWith('\n') ? '' : '\n'}${name}=${value}\n`;
  }, text);
}

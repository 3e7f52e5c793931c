/**
 * Hides the name and password in an address, for a log or an error. What is before an `@` can be one however the address
 * is misspelled, so all of it goes, but for the scheme; an e-mail address stays.
 *
 * @example
 * maskPassword('https://me:secret@host/predict'); // 'https://***@host/predict'
 */
export function maskPassword(text: string): string {
  if (!/[:/].*@/s.test(text)) return text;
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1***@');
}

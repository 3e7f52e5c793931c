/**
 * Hides the name and password in an address, for a log or an error. In a misspelled address, anything before an `@` may
 * be a password, so all of it is hidden, except the scheme. An e-mail address stays.
 *
 * @example
 * maskPassword('https://me:secret@host/predict'); // => 'https://***@host/predict'
 */
export function maskPassword(text: string): string {
  if (!/[:/].*@/s.test(text)) return text;
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1***@');
}

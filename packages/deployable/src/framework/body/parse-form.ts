import { parse } from 'qs';
import { invalidRequest, requestTooLarge } from './refusal.ts';

const MAX_PARAMETERS = 1000;
const MAX_FORM_DEPTH = 32;

/**
 * Parses a form as body-parser's `extended` mode does.
 *
 * @throws {Refusal} for more names, or more levels of names, than any form has.
 */
export function parseForm(text: string): object {
  if (text === '') return {};
  const parameters = text.split('&', MAX_PARAMETERS + 1).length;
  if (parameters > MAX_PARAMETERS) {
    const expected = `a form of at most ${MAX_PARAMETERS} parameters`;
    throw requestTooLarge({ field: 'request', expected, received: 'more' });
  }
  try {
    return parse(text, {
      allowPrototypes: true,
      arrayLimit: Math.max(100, parameters),
      depth: MAX_FORM_DEPTH,
      strictDepth: true,
      parameterLimit: MAX_PARAMETERS,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const expected = `names of at most ${MAX_FORM_DEPTH} levels`;
    throw invalidRequest({ field: 'request', expected, received: 'more' });
  }
}

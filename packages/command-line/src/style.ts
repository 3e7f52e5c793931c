import { styleText } from 'node:util';

export type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/**
 * Returns a function that colors text for a terminal, but not for a file or a pipe, or if NO_COLOR is set. FORCE_COLOR
 * overrides that, as in Node.js: 0 and false for no colors, anything else for colors everywhere.
 */
export function styleFor(stream: { isTTY?: boolean | undefined }): Style {
  const { FORCE_COLOR: forced, NO_COLOR: unwanted } = process.env;
  const isWanted =
    forced === undefined ? stream.isTTY === true && !unwanted : forced !== '0' && forced !== 'false';
  return (format, text) => (isWanted ? styleText(format, text, { validateStream: false }) : text);
}

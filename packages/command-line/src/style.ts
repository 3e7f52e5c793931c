import { styleText } from 'node:util';

export type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/**
 * Colors for a terminal that wants them, nothing for a file or a pipe, or where NO_COLOR is set. FORCE_COLOR decides
 * otherwise, as it does for Node.js: 0 and false for none, anything else for colors wherever they go.
 */
export function styleFor(stream: { isTTY?: boolean | undefined }): Style {
  const { FORCE_COLOR: forced, NO_COLOR: unwanted } = process.env;
  const isWanted =
    forced === undefined ? stream.isTTY === true && !unwanted : forced !== '0' && forced !== 'false';
  return (format, text) => (isWanted ? styleText(format, text, { validateStream: false }) : text);
}

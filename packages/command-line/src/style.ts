import { styleText } from 'node:util';

export type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Colours for a terminal that wants them, nothing for a file or a pipe, or where NO_COLOR is set. */
export function styleFor(stream: { isTTY?: boolean | undefined }): Style {
  const isWanted = stream.isTTY === true && !process.env['NO_COLOR'];
  return (format, text) => (isWanted ? styleText(format, text, { validateStream: false }) : text);
}

import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CommandError } from '@pilotlight/command-line/command-error';

/**
 * Reads a request: JSON, or an encoded image, which becomes one row.
 *
 * @param input a file, or `-` for standard input.
 */
export async function readRequest(input: string): Promise<Record<string, unknown>> {
  const bytes = input === '-' ? await buffer(process.stdin) : await readFile(input);
  const name = input === '-' ? 'standard input' : input;
  if (bytes.length === 0) throw new CommandError(`${name} is empty: it must have a JSON request or an image`);
  if (isImage(bytes)) return { instances: [{ b64: bytes.toString('base64') }] };
  try {
    const request: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof request === 'object' && request !== null) return { ...request };
  } catch (cause) {
    throw new CommandError(`${name} is neither JSON nor a JPEG, PNG or WebP image`, { cause });
  }
  throw new CommandError(`${name} is not a request: it must be an object with \`instances\` or \`inputs\``);
}

/** True if the first bytes are those of an image: the function checks the same. */
function isImage(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 12).toString('latin1');
  return (
    start.startsWith('\u00ff\u00d8\u00ff') || start.startsWith('\u0089PNG') || /^RIFF....WEBP/s.test(start)
  );
}

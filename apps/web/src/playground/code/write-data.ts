import type { CodeInput, CodeRequest } from './code-request.ts';
import { type Syntax, writeLiteral, writeMap } from './literal.ts';

/**
 * Writes the `data` of a call, for all clients except ours.
 *
 * @param image writes the base64 of an image. @param long writes a long tensor.
 */
export function writeData(
  { model, version, form, inputs }: CodeRequest,
  syntax: Syntax,
  { image, long }: { image: (input: CodeInput) => string; long: (input: CodeInput) => string },
): string {
  const write = (input: CodeInput): string => {
    if (input.kind === 'value') return writeLiteral(input.value, syntax, input.isReal);
    return input.kind === 'image' ? writeMap([['b64', image(input)]], syntax) : long(input);
  };
  const [only] = inputs;
  const row =
    inputs.length === 1 && only
      ? write(only)
      : writeMap(
          inputs.map((each) => [each.name, write(each)]),
          syntax,
        );
  const [open, close] = syntax.list;
  return writeMap(
    [
      ['model', syntax.text(model)],
      ...(version === undefined ? [] : [['version', syntax.number(version, false)] as const]),
      form === 'rows' ? ['instances', `${open}${row}${close}`] : ['inputs', row],
    ],
    syntax,
  );
}

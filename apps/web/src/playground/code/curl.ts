import type { CodeInput, CodeLanguage } from './code-request.ts';
import type { Syntax } from './literal.ts';
import { variableOf } from './code-request.ts';
import { writeData } from './write-data.ts';

const SYNTAX: Syntax = {
  list: ['[', ']'],
  map: ['{', '}'],
  entry: (name, value) => `${JSON.stringify(name)}: ${value}`,
  text: (text) => JSON.stringify(text),
  number: String,
};

/** A placeholder for the values that the shell inserts. */
const MARK = '\uE000';

/** Code for curl in a shell. */
export const curl: CodeLanguage = {
  id: 'curl',
  title: 'curl',
  write(request) {
    const puts: string[] = [];
    const put = (expression: string): string => {
      puts.push(expression);
      return MARK;
    };
    const data = writeData(request, SYNTAX, {
      image: (input) => `"${put(`"$(base64 < ${file(input, 'jpg')} | tr -d '\\n')"`)}"`,
      long: (input) => put(`"$(cat ${file(input, 'json')})"`),
    });
    const call = `curl '${request.address}' -H 'content-type: application/json' -d`;
    const body = `{"data": ${data}}`;
    if (puts.length === 0) return `${call} '${body.replaceAll("'", `'\\''`)}'`;
    const format = body
      .replaceAll('%', '%%')
      .replaceAll('\\', '\\\\')
      .replaceAll("'", `'\\''`)
      .replaceAll(MARK, '%s');
    return `printf '${format}' ${puts.join(' ')} |\n  ${call} @-`;
  },
};

function file({ name }: CodeInput, extension: string): string {
  return `${variableOf(name)}.${extension}`;
}

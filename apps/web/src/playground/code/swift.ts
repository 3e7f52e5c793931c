import { type CodeInput, type CodeLanguage, DEFAULT_REGION, variableOf } from './code-request.ts';
import { quote, type Syntax, withPoint } from './literal.ts';
import { writeData } from './write-data.ts';

const text = (value: string): string => quote(value, (hex) => `\\u{${hex}}`);

const SYNTAX: Syntax = {
  list: ['[', ']'],
  // Swift requires the type for values of several types.
  map: ['([', '] as [String: Any])'],
  entry: (name, value) => `${text(name)}: ${value}`,
  text,
  number: (number, isReal) => (isReal ? withPoint(number) : String(number)),
};

/** Code for the Firebase SDK for Apple platforms. */
export const swift: CodeLanguage = {
  id: 'swift',
  title: 'Swift',
  write(request) {
    const { functionName, region, inputs, form } = request;
    const place = region === DEFAULT_REGION ? '' : `region: ${text(region)}`;
    const data = writeData(request, SYNTAX, {
      image: (input) => `${variableOf(input.name)}.base64EncodedString()`,
      long: (input) => variableOf(input.name),
    });
    return [
      'import FirebaseFunctions',
      '',
      `let predict = Functions.functions(${place}).httpsCallable(${text(functionName)})`,
      ...inputs.flatMap(declare),
      `let answer = try await predict.call(${data})`,
      `let values = (answer.data as? [String: Any])?["${form === 'rows' ? 'predictions' : 'outputs'}"]`,
    ].join('\n');
  },
};

function declare(input: CodeInput): string[] {
  const name = variableOf(input.name);
  if (input.kind === 'image')
    return [
      `let ${name} = picture.jpegData(compressionQuality: 0.9)! // picture: a UIImage, at most 512 points per side`,
    ];
  if (input.kind === 'long')
    return [`let ${name} = values // your values: nested arrays of ${input.shape.join(' × ')}`];
  return [];
}

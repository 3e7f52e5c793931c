import { type CodeInput, type CodeLanguage, DEFAULT_REGION, variableOf } from './code-request.ts';
import { quote, type Syntax } from './literal.ts';
import { writeData } from './write-data.ts';

const text = (value: string): string => quote(value, (hex) => `\\u${hex}`, '\\$');

const SYNTAX: Syntax = {
  list: ['[', ']'],
  map: ['{', '}'],
  entry: (name, value) => `${text(name)}: ${value}`,
  text,
  number: String,
};

/** Code for the plugin `cloud_functions` of Flutter. */
export const dart: CodeLanguage = {
  id: 'dart',
  title: 'Dart',
  write(request) {
    const { functionName, region, inputs, form } = request;
    const instance = region === DEFAULT_REGION ? 'instance' : `instanceFor(region: ${text(region)})`;
    const data = writeData(request, SYNTAX, {
      image: (input) => `base64Encode(${variableOf(input.name)})`,
      long: (input) => variableOf(input.name),
    });
    const hasImage = inputs.some(({ kind }) => kind === 'image');
    return [
      ...(hasImage ? ["import 'dart:convert';"] : []),
      "import 'package:cloud_functions/cloud_functions.dart';",
      '',
      `final predict = FirebaseFunctions.${instance}.httpsCallable(${text(functionName)});`,
      ...inputs.flatMap(declare),
      `final answer = await predict.call(${data});`,
      `final values = answer.data['${form === 'rows' ? 'predictions' : 'outputs'}'];`,
    ].join('\n');
  },
};

function declare(input: CodeInput): string[] {
  const name = variableOf(input.name);
  if (input.kind === 'image')
    return [`final ${name} = await file.readAsBytes(); // a JPEG, PNG or WebP, at most 512 pixels per side`];
  if (input.kind === 'long')
    return [`final ${name} = values; // your values: nested lists of ${input.shape.join(' × ')}`];
  return [];
}

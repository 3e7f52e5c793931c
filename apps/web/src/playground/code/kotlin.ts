import { type CodeInput, type CodeLanguage, DEFAULT_REGION, variableOf } from './code-request.ts';
import { quote, type Syntax, withPoint } from './literal.ts';
import { writeData } from './write-data.ts';

const MAX_INT = 2 ** 31 - 1;

const text = (value: string): string => quote(value, (hex) => `\\u${hex}`, '\\$');

const SYNTAX: Syntax = {
  list: ['listOf(', ')'],
  map: ['mapOf(', ')'],
  entry: (name, value) => `${text(name)} to ${value}`,
  text,
  number(number, isReal) {
    if (isReal) return withPoint(number);
    return Math.abs(number) > MAX_INT && Number.isInteger(number) ? `${number}L` : String(number);
  },
};

/** Code for the Firebase SDK for Android. */
export const kotlin: CodeLanguage = {
  id: 'kotlin',
  title: 'Kotlin',
  write(request) {
    const { functionName, region, inputs, form } = request;
    const functions = region === DEFAULT_REGION ? 'functions' : `functions(${text(region)})`;
    const data = writeData(request, SYNTAX, {
      image: (input) => `Base64.encodeToString(${variableOf(input.name)}, Base64.NO_WRAP)`,
      long: (input) => variableOf(input.name),
    });
    const hasImage = inputs.some(({ kind }) => kind === 'image');
    return [
      ...(hasImage ? ['import android.util.Base64'] : []),
      'import com.google.firebase.Firebase',
      'import com.google.firebase.functions.functions',
      'import kotlinx.coroutines.tasks.await',
      '',
      `val predict = Firebase.${functions}.getHttpsCallable(${text(functionName)})`,
      ...inputs.flatMap(declare),
      `val answer = predict.call(${data}).await()`,
      `val values = (answer.data as Map<*, *>)["${form === 'rows' ? 'predictions' : 'outputs'}"]`,
    ].join('\n');
  },
};

function declare(input: CodeInput): string[] {
  const name = variableOf(input.name);
  if (input.kind === 'image')
    return [`val ${name} = jpeg // the bytes of a JPEG, PNG or WebP, at most 512 pixels per side`];
  if (input.kind === 'long')
    return [`val ${name} = values // your values: nested lists of ${input.shape.join(' × ')}`];
  return [];
}

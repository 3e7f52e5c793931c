/** A request to write as code. */
export interface CodeRequest {
  model: string;
  /** Undefined for the highest. */
  version: number | undefined;
  functionName: string;
  region: string;
  /** The function's address. */
  address: string;
  form: 'rows' | 'columns';
  inputs: readonly CodeInput[];
}

/** One input in code: a value, or data that only the reader has. */
export type CodeInput = { name: string } & (
  | { kind: 'value'; value: unknown; isReal: boolean }
  | { kind: 'image' }
  | { kind: 'long'; dtype: string; shape: readonly number[] }
);

/** A language of the copied request. */
export interface CodeLanguage {
  id: string;
  title: string;
  write(request: CodeRequest): string;
}

/** The region of the client SDKs if none is named. */
export const DEFAULT_REGION = 'us-central1';

/** Converts an input's name to a variable name. */
export function variableOf(name: string): string {
  const words = name.replace(/\W+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(words) ? words : `input_${words}`;
}

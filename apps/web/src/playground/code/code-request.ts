/** A request as code in some language makes it. */
export interface CodeRequest {
  model: string;
  /** Undefined for the highest. */
  version: number | undefined;
  functionName: string;
  region: string;
  /** Where the function is called by its address. */
  address: string;
  form: 'rows' | 'columns';
  inputs: readonly CodeInput[];
}

/** What stands for one input in code: a value, or something that the reader has and we do not. */
export type CodeInput = { name: string } & (
  | { kind: 'value'; value: unknown; isReal: boolean }
  | { kind: 'image' }
  | { kind: 'long'; dtype: string; shape: readonly number[] }
);

/** A language in which a request can be copied. */
export interface CodeLanguage {
  id: string;
  title: string;
  write(request: CodeRequest): string;
}

/** What the client SDKs call when no region is named. */
export const DEFAULT_REGION = 'us-central1';

/** A name of the model as a variable is called. */
export function variableOf(name: string): string {
  const words = name.replace(/\W+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(words) ? words : `input_${words}`;
}

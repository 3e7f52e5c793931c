import { InputsRefusedError } from '../../errors/inputs-refused-error.ts';

/** The addon's prefix of TensorFlow's own message. */
const PREFIX = /^Session fail to run with error: /;

/** If several parts of a graph fail, TensorFlow lists their messages, each with its code. */
const LISTED_CODE = /^ {2}\(\d+\) ([A-Z][A-Za-z_ ]*): /gm;
const CODES_OF_INPUTS = new Set(['invalid_argument', 'out_of_range']);

/**
 * Words in messages with a code other than INVALID_ARGUMENT or OUT_OF_RANGE. The addon drops the code, so these words must
 * tell. For inputs that fit the signature, and a model that has run its sample, nearly all errors of kernels have one of
 * those two codes.
 */
const NOT_OF_INPUTS: readonly RegExp[] = [
  /^OOM when |out of memory|failed to allocate/i, // RESOURCE_EXHAUSTED
  /uninitialized|not initialized|not been initialized|could not find|does not exist|has been deleted/i, // FAILED_PRECONDITION, NOT_FOUND
  /not (?:yet )?(?:supported|implemented)|unsupported|unimplemented|only supports?/i, // UNIMPLEMENTED
  /no (?:registered|opkernel)|no such file|permission denied|read-only/i, // NOT_FOUND, PERMISSION_DENIED
  /cancelled|aborted|an exception|could not create|timed out|^missing \d/i, // CANCELLED, ABORTED, DEADLINE_EXCEEDED, INTERNAL
  /must feed a value for placeholder/i, // The signature lacks an input that the graph has.
];

const MAX_CHARACTERS = 200;

/** Converts an error that the addon throws for a failed run to one that tells if TensorFlow refused the inputs. */
export function explainRunError(error: unknown): unknown {
  if (!(error instanceof Error) || !PREFIX.test(error.message)) return error;
  const message = error.message.replace(PREFIX, '');
  const listed = Array.from(message.matchAll(LISTED_CODE), ([, code = '']) => code);
  const isOfInputs =
    listed.length > 0
      ? listed.every((code) => CODES_OF_INPUTS.has(code.toLowerCase().replaceAll(' ', '_')))
      : !NOT_OF_INPUTS.some((words) => words.test(message));
  if (!isOfInputs) return error;
  // The lines after the first are about the graph.
  const [first = ''] = message.replace(/^\d+ root error\(s\) found\.\n {2}\(\d+\) [^:]*: /, '').split('\n');
  return new InputsRefusedError(first.trim().slice(0, MAX_CHARACTERS), { cause: error });
}

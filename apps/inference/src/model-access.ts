import {
  InvalidRequestError,
  MODEL_NAME_PATTERN,
  type ParsedRequest,
  PilotlightError,
} from '@pilotlight/protocol';

/** Firebase lets a custom claim hold 1,000 bytes. */
const MAX_NAMES = 500;

/** Says of a model's name whether the caller may ask that model. */
export type ModelAccess = (model: string) => boolean;

/**
 * Reads a custom claim of a user's token, which says which models the user may ask: a name or a list of names. A name may be
 * a prefix, `shop-*`, or `*` for all models. A claim that is missing, or is anything else, allows nothing.
 *
 * @param auth what firebase-functions found in the token, which it has verified.
 * @param claim empty where everybody may ask every model.
 * @returns undefined for everybody.
 */
export function modelAccess(auth: unknown, claim: string): ModelAccess | undefined {
  if (claim === '') return undefined;
  const allowed = readClaim(auth, claim);
  return (model) =>
    allowed.some((name) => (name.endsWith('*') ? model.startsWith(name.slice(0, -1)) : model === name));
}

/**
 * Refuses what asks a model that the caller may not ask, whether it is served or not, so that nobody learns which are. A
 * description of all is not refused: it has those that the caller may ask.
 *
 * @throws {PilotlightError} of reason `MODEL_FORBIDDEN`.
 * @throws {InvalidRequestError} where no model is named: which one is meant would have to be guessed.
 */
export function assertMayAsk(
  { op, model }: Pick<ParsedRequest, 'op' | 'model'>,
  access: ModelAccess | undefined,
): void {
  if (access === undefined || (op === 'describe' && model === undefined)) return;
  if (model === undefined) throw unnamed();
  if (access(model)) return;
  throw new PilotlightError('MODEL_FORBIDDEN', `this user may not ask a model '${model}'`);
}

/** An error as a caller may see it who may not know of every model: what lists them is said without. */
export function withoutNames(error: unknown, access: ModelAccess | undefined): unknown {
  if (access === undefined) return error;
  if (PilotlightError.isInstance(error) && error.reason === 'MODEL_NOT_FOUND')
    return new PilotlightError('MODEL_NOT_FOUND', 'no such model, or version of it, is served here');
  return InvalidRequestError.isInstance(error) && error.issue.field === 'model' ? unnamed() : error;
}

function unnamed(): InvalidRequestError {
  return new InvalidRequestError({ field: 'model', expected: 'the name of a model', received: 'nothing' });
}

function readClaim(auth: unknown, claim: string): readonly string[] {
  const token = fieldOf(auth, 'token');
  const value = fieldOf(token, claim);
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  // What is not clear as a whole is not read in part.
  return names.length <= MAX_NAMES && names.every(isNameOrPrefix) ? names : [];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function isNameOrPrefix(name: unknown): name is string {
  return typeof name === 'string' && (name === '*' || MODEL_NAME_PATTERN.test(name.replace(/\*$/, '')));
}

import {
  InvalidRequestError,
  MODEL_NAME_PATTERN,
  type ParsedRequest,
  PilotlightError,
} from '@pilotlight/protocol';

/** The most names in a claim, which Firebase limits to 1,000 bytes. */
const MAX_NAMES = 500;

/** Returns true if the caller may call the model of that name. */
export type ModelAccess = (model: string) => boolean;

/**
 * Reads a custom claim of a user's token that lists the models that the user may call: a name or a list of names. A name
 * may be a prefix, `shop-*`, or `*` for all models. A claim that is missing, or has another form, allows nothing.
 *
 * @param auth the token's content, verified by firebase-functions.
 * @param claim empty if everybody may call every model.
 * @returns undefined for everybody.
 */
export function modelAccess(auth: unknown, claim: string): ModelAccess | undefined {
  if (claim === '') return undefined;
  const allowed = readClaim(auth, claim);
  return (model) =>
    allowed.some((name) => (name.endsWith('*') ? model.startsWith(name.slice(0, -1)) : model === name));
}

/**
 * Refuses a call of a model that the caller may not call, served or not, so that nobody learns which models are served.
 * It does not refuse a description of all models: that lists only the allowed ones.
 *
 * @throws {PilotlightError} of reason `MODEL_FORBIDDEN`.
 * @throws {InvalidRequestError} if no model is named, because the default may not be allowed.
 */
export function assertMayAsk(
  { op, model }: Pick<ParsedRequest, 'op' | 'model'>,
  access: ModelAccess | undefined,
): void {
  if (access === undefined || (op === 'describe' && model === undefined)) return;
  if (model === undefined) throw unnamed();
  if (access(model)) return;
  throw new PilotlightError('MODEL_FORBIDDEN', `this user may not call the model '${model}'`);
}

/** Returns the error without names of models, for a caller who may not know all of them. */
export function withoutNames(error: unknown, access: ModelAccess | undefined): unknown {
  if (access === undefined) return error;
  if (PilotlightError.isInstance(error) && error.reason === 'MODEL_NOT_FOUND')
    return new PilotlightError('MODEL_NOT_FOUND', 'no such model or version is served here');
  return InvalidRequestError.isInstance(error) && error.issue.field === 'model' ? unnamed() : error;
}

function unnamed(): InvalidRequestError {
  return new InvalidRequestError({ field: 'model', expected: 'the name of a model', received: 'nothing' });
}

function readClaim(auth: unknown, claim: string): readonly string[] {
  const token = fieldOf(auth, 'token');
  const value = fieldOf(token, claim);
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  // A claim with one unclear name allows nothing.
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

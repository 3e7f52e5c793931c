import type { Context } from 'hono';
import * as v from 'valibot';
import { UnforeseenError } from './unforeseen-error.ts';

/**
 * Reads the body of a request.
 *
 * @throws {UnforeseenError} if it has a field that the schema does not have, or lacks one.
 */
export async function readBody<Schema extends v.GenericSchema>(
  { req }: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const text = await req.text();
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new UnforeseenError(`a body that is not JSON: ${text.slice(0, 80)}`);
  }
  return read(schema, body, 'the body');
}

/**
 * Reads the query of a request.
 *
 * @throws {UnforeseenError} if it has a parameter that the schema does not have, or lacks one.
 */
export function readQuery<Schema extends v.GenericSchema>(
  { req }: Context,
  schema: Schema,
): v.InferOutput<Schema> {
  return read(schema, req.query(), 'the query');
}

function read<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  of: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const issues = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'all of it'} (${issue.message})`);
  throw new UnforeseenError(`this of ${of}: ${issues.join('; ')}`);
}

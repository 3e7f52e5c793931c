import { ParametersError } from './parameters-error.ts';
import type { Rule } from './rules.ts';

/** A parameter of firebase-functions. */
interface Parameter {
  readonly name: string;
  readonly options: { readonly default?: unknown };
}

type Values<Rules extends Readonly<Record<string, Rule<unknown>>>> = {
  readonly [Key in keyof Rules]: Rules[Key] extends Rule<infer Value> ? Value : never;
};

const SHOWN_CHARACTERS = 60;

/**
 * Reads each parameter by its rule. An unset parameter has its default. An empty one counts as set, and its rule decides.
 *
 * @param file the file with the parameters, for the error.
 * @throws {ParametersError} naming every wrong parameter.
 */
export function readParameters<const Rules extends Readonly<Record<string, Rule<unknown>>>>(
  parameters: Readonly<Record<string, Parameter>>,
  rules: Rules,
  { env, file }: { env: NodeJS.ProcessEnv; file: string },
): Values<Rules> {
  const problems: string[] = [];
  const values = Object.entries(rules).map(([key, rule]) => {
    const parameter = parameters[key];
    if (!parameter) throw new TypeError(`there is no parameter ${key}`);
    const { name, options } = parameter;
    const value = env[name] ?? textOf(options.default);
    const read = rule.read(value);
    if (read === undefined) problems.push(`${shown(name, value, rule)} must be ${rule.expected}`);
    return [key, read];
  });
  if (problems.length > 0) throw new ParametersError(problems, file);
  return Object.fromEntries(values);
}

function textOf(preset: unknown): string {
  return typeof preset === 'string' ? preset : JSON.stringify(preset ?? '');
}

function shown(name: string, value: string, { isPrivate }: Rule<unknown>): string {
  if (isPrivate) return name;
  const short = value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value;
  return `${name} is ${JSON.stringify(short)} and`;
}

import { join, relative } from 'node:path';
import { REGIONS } from '@pilotlight/costs/choices';
import { maskPassword } from '@pilotlight/protocol';
import { readDeclared, type Declared } from './declared.ts';
import type { Clone, Codebase, Finding } from './finding.ts';
import { readParameters } from './read-parameters.ts';
import { whyItDoesNotStart } from './why-it-does-not-start.ts';

const subject = 'Parameters';

/**
 * Checks that each parameter that the code declares has a value of its type, that the code starts with it, and that it
 * is the same in every codebase.
 */
export async function checkParameters(clone: Clone): Promise<Finding[]> {
  const findings: Finding[] = [];
  const given = new Map<string, { value: string; codebase: string }>();
  for (const codebase of clone.codebases) {
    const declared = await readDeclared(codebase);
    if (!declared) {
      findings.push({
        subject,
        verdict: 'unknown',
        message: `${codebase.name} has not been built`,
        fix: 'npm run build',
      });
      continue;
    }
    const { values, files, fileOf } = await readParameters(codebase, clone);
    const place: Place = (name) => {
      const file = fileOf[name];
      if (file === undefined) return whereToWrite(clone, codebase);
      return relative(clone.directory, join(codebase.configDirectory, file));
    };
    const wrong = wrongValues(declared, values, place);
    findings.push(
      ...contradictingFiles(clone, codebase, files),
      ...wrong,
      ...unknownRegions(declared, values, place),
      ...unusedValues(declared, values, codebase),
    );
    if (wrong.length === 0) findings.push(...(await refusedValues(codebase, values, place)));
    for (const { name } of declared.params) {
      const value = values[name];
      const other = given.get(name);
      if (value === undefined) continue;
      if (other && other.value !== value) {
        findings.push({
          subject,
          verdict: 'problem',
          message: `${name} is ${maskPassword(other.value)} for ${other.codebase} and ${maskPassword(value)} for ${codebase.name}`,
          why: 'the two functions would look for each other in the wrong place',
          fix: `give it the same value in ${whereToWrite(clone, codebase)} and in the file of ${other.codebase}`,
        });
      }
      given.set(name, { value, codebase: codebase.name });
    }
  }
  if (findings.length > 0) return findings;
  return [{ subject, verdict: 'good', message: `${given.size} have values` }];
}

/** Returns the file that sets a parameter, or in which to set it. */
type Place = (name: string) => string;

function whereToWrite({ directory, project }: Clone, { configDirectory }: Codebase): string {
  const file = project === undefined || project.startsWith('demo-') ? '.env' : `.env.${project}`;
  return relative(directory, join(configDirectory, file));
}

function contradictingFiles(
  { project, alias }: Clone,
  { name }: Codebase,
  files: readonly string[],
): Finding[] {
  if (alias === project || !files.includes(`.env.${project}`) || !files.includes(`.env.${alias}`)) return [];
  return [
    {
      subject,
      verdict: 'problem',
      message: `${name} has both .env.${project} and .env.${alias}, and both are for the same project`,
      why: 'the Firebase CLI does not choose between them',
      fix: `move the values of one into the other`,
    },
  ];
}

function wrongValues(
  { params }: Declared,
  values: Readonly<Record<string, string>>,
  place: Place,
): Finding[] {
  return params.flatMap(({ name, type, default: preset }): Finding[] => {
    const value = values[name];
    if (type === 'secret') return [];
    if (value === undefined) {
      return [
        {
          subject,
          verdict: 'problem',
          message: `${name} has no value`,
          why: 'the Firebase CLI does not deploy without it where it cannot prompt, even if the code has a default',
          fix: `add ${name}=${preset === undefined ? '…' : formatDefault(preset)} to ${place(name)}`,
        },
      ];
    }
    const expected = EXPECTED[type];
    if (!expected || expected.matches(value)) return [];
    return [
      {
        subject,
        verdict: 'problem',
        message: `${name} is '${maskPassword(value)}': it must be ${expected.message}`,
        fix: `change it in ${place(name)}`,
      },
    ];
  });
}

/** Matches the region that firebase-functions writes for a function if a parameter sets it. */
const REGION_OF_PARAMETER = /^\{\{ params\.(\w+) \}\}$/;

function unknownRegions(
  { endpoints }: Declared,
  values: Readonly<Record<string, string>>,
  place: Place,
): Finding[] {
  const names = Object.values(endpoints).flatMap(({ region }) =>
    [region ?? []].flat().flatMap((one) => REGION_OF_PARAMETER.exec(one)?.[1] ?? []),
  );
  return [...new Set(names)].flatMap((name): Finding[] => {
    const value = values[name];
    if (value === undefined || REGIONS.includes(value)) return [];
    return [
      {
        subject,
        verdict: 'problem',
        message: `${name} is '${value}', which is not a known region`,
        why: 'the function could not be deployed',
        fix: `change it in ${place(name)}; the known regions are ${REGIONS.join(', ')}`,
      },
    ];
  });
}

/** Reports the parameters that the code itself refuses when it starts, one by one or several together. */
async function refusedValues(
  codebase: Codebase,
  values: Readonly<Record<string, string>>,
  place: Place,
): Promise<Finding[]> {
  const problems = await whyItDoesNotStart(codebase, values);
  return problems.map((problem) => ({
    subject,
    verdict: 'problem',
    message: `${codebase.name} does not start: ${problem}`,
    why: 'the code does not guess what an unclear setting means',
    // The message about a parameter begins with its name.
    fix: `change it in ${place(/^\w+/.exec(problem)?.[0] ?? '')}`,
  }));
}

const EXPECTED: Readonly<Record<string, { message: string; matches(value: string): boolean }>> = {
  int: { message: 'a whole number', matches: (value) => /^-?\d+$/.test(value) },
  boolean: { message: 'true or false', matches: (value) => value === 'true' || value === 'false' },
  list: { message: 'a JSON array of strings', matches: isList },
};

function isList(value: string): boolean {
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) && list.every((one) => typeof one === 'string');
  } catch {
    return false;
  }
}

function unusedValues(
  { params }: Declared,
  values: Readonly<Record<string, string>>,
  { name: codebase }: Codebase,
): Finding[] {
  const names = new Set(params.map(({ name }) => name));
  return Object.keys(values)
    .filter((name) => !names.has(name))
    .map((name) => ({
      subject,
      verdict: 'warning' as const,
      message: `${name} is set, but ${codebase} has no such parameter`,
      why: 'the name may be misspelled, and the intended parameter unset',
    }));
}

function formatDefault(preset: unknown): string {
  return typeof preset === 'string' ? preset : JSON.stringify(preset);
}

import { join, relative } from 'node:path';
import { maskPassword } from '@pilotlight/protocol';
import { readDeclared, type Declared } from './declared.ts';
import type { Clone, Codebase, Finding } from './finding.ts';
import { readParameters } from './read-parameters.ts';

const subject = 'Parameters';

/** Whether each parameter that the code declares has a value, of its kind, and the same one wherever it is named. */
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
    const { values, files } = await readParameters(codebase, clone);
    findings.push(
      ...contradictingFiles(clone, codebase, files),
      ...wrongValues(declared, values, whereToWrite(clone, codebase)),
      ...unusedValues(declared, values, codebase),
    );
    for (const { name } of declared.params) {
      const value = values[name];
      const other = given.get(name);
      if (value === undefined) continue;
      if (other && other.value !== value) {
        findings.push({
          subject,
          verdict: 'problem',
          message: `${name} is ${maskPassword(other.value)} for ${other.codebase} and ${maskPassword(value)} for ${codebase.name}`,
          why: 'one would look for the other where it is not',
          fix: `give it one value in ${whereToWrite(clone, codebase)} and in that of ${other.codebase}`,
        });
      }
      given.set(name, { value, codebase: codebase.name });
    }
  }
  if (findings.length > 0) return findings;
  return [{ subject, verdict: 'good', message: `${given.size} have values` }];
}

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
      message: `${name} has both .env.${project} and .env.${alias}, which mean the same project`,
      why: 'the Firebase CLI does not choose between them',
      fix: `move the values of one into the other`,
    },
  ];
}

function wrongValues(
  { params }: Declared,
  values: Readonly<Record<string, string>>,
  file: string,
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
          why: 'where nobody can be asked, the Firebase CLI does not deploy, whatever default the code has',
          fix: `add ${name}=${preset === undefined ? '…' : formatDefault(preset)} to ${file}`,
        },
      ];
    }
    const expected = EXPECTED[type];
    if (!expected || expected.matches(value)) return [];
    return [
      {
        subject,
        verdict: 'problem',
        message: `${name} is '${maskPassword(value)}', and ${expected.message} was expected`,
        fix: `change it in ${file}`,
      },
    ];
  });
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
      message: `${name} is set, and ${codebase} knows no parameter of that name`,
      why: 'it may be a misspelling, and the value that was meant is another',
    }));
}

function formatDefault(preset: unknown): string {
  return typeof preset === 'string' ? preset : JSON.stringify(preset);
}

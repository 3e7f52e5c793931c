import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packageFolder, readCode } from './tfjs-source.ts';

/** Modules with imports that only gradients need, or that only choose one of the functions that a caller names. */
const NOT_FOLLOWED = /(_util|operation)\.js$/;

/** Returns the kernels that each function of tfjs-core runs, directly or through others: `add`, `image.resizeBilinear`, … */
export function kernelsByFunction(): Map<string, string[]> {
  const core = packageFolder('@tensorflow/tfjs-core');
  if (!core) throw new Error('@tensorflow/tfjs-core is not installed');
  const names = readKernelNames(core);
  const index = join(core, 'dist/ops/ops.js');
  const code = readCode(index);
  const files = new Map<string, string>();
  for (const { imported, file } of importsOf(code, index)) for (const name of imported) files.set(name, file);

  const functions = new Map<string, string[]>();
  const add = (name: string, file: string) => functions.set(name, [...kernelsOf(file, names, new Set())]);
  for (const [name, file] of files) add(name, file);
  for (const [, group, members] of code.matchAll(/const (\w+) = \{([^}]*)\}/g)) {
    for (const member of splitNames(members ?? '')) {
      const file = files.get(member);
      if (file) add(`${group}.${member}`, file);
    }
  }
  const fused = join(core, 'dist/ops/fused_ops.js');
  for (const { imported, file } of importsOf(readCode(fused), fused))
    for (const name of imported) functions.set(`fused.${name}`, fusedKernel(file, names));
  return functions;
}

/** Returns the constants that name kernels, with their values. */
export function readKernelNames(core: string): Map<string, string> {
  const code = readCode(core, 'dist/kernel_names.js');
  return new Map(
    [...code.matchAll(/const (\w+) = '(\w+)'/g)].map(([, name, kernel]) => [name ?? '', kernel ?? '']),
  );
}

function kernelsOf(file: string, names: ReadonlyMap<string, string>, seen: Set<string>): Set<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const code = readCode(file);
  const kernels = new Set(ownKernels(code, names));
  for (const { file: imported } of importsOf(code, file)) {
    if (!imported.includes(join('dist', 'ops')) || NOT_FOLLOWED.test(imported)) continue;
    for (const kernel of kernelsOf(imported, names, seen)) kernels.add(kernel);
  }
  return kernels;
}

/** A fused function uses single functions while gradients are recorded, which never happens here. */
function fusedKernel(file: string, names: ReadonlyMap<string, string>): string[] {
  return ownKernels(readCode(file), names);
}

function ownKernels(code: string, names: ReadonlyMap<string, string>): string[] {
  return [...code.matchAll(/runKernel\((?:'(\w+)'|(\w+))/g)].map(([, literal, constant]) => {
    const kernel = literal ?? names.get(constant ?? '');
    if (kernel === undefined) throw new Error(`no kernel is called ${constant}`);
    return kernel;
  });
}

/** The names that `import { a } from './b'`, `export { a } from './b'` and `export * from './b'` bring, and their files. */
function* importsOf(code: string, from: string) {
  for (const [, list, path] of code.matchAll(/(?:im|ex)port (\{[^}]*\}|\*) from\s+'(\.[^']+)'/g)) {
    const file = `${resolve(dirname(from), path ?? '')}.js`;
    if (!existsSync(file)) continue;
    yield { imported: list === '*' ? exportsOf(readCode(file)) : splitNames(list?.slice(1, -1) ?? ''), file };
  }
}

function exportsOf(code: string): string[] {
  return [...code.matchAll(/export const (\w+) =/g)].map(([, name]) => name ?? '');
}

function splitNames(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim().split(' as ').at(-1) ?? '')
    .filter((name) => name !== '');
}

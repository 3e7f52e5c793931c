import type { Signature, TensorSpec } from '@pilotlight/protocol/tensors';
import type { ModelTypes, VersionTypes } from './served-types.ts';

const CLIENT = '@pilotlight/client';

/** Writes models as what `@pilotlight/client` knows them by: a declaration file that an app includes. */
export function writeDeclarations(models: readonly ModelTypes[]): string {
  return [
    '// The models that are served. Written by `pilotlight types`, which writes it anew when they change.',
    `import '${CLIENT}';`,
    '',
    `declare module '${CLIENT}' {`,
    '  interface Models {',
    ...models.flatMap(modelLines),
    '  }',
    '}',
    '',
  ].join('\n');
}

function modelLines({ name, versions }: ModelTypes): string[] {
  return [
    `    ${JSON.stringify(name)}: {`,
    `      served: ${versions[0].version};`,
    ...versions.flatMap(versionLines),
    '    };',
  ];
}

function versionLines({ version, signature, labels, imageInput }: VersionTypes): string[] {
  const union = [...new Set(labels)].map((label) => JSON.stringify(label)).join(' | ');
  return [
    `      ${version}: {`,
    ...tensorLines('inputs', signature.inputs),
    ...tensorLines('outputs', signature.outputs),
    `        labels: ${union || 'never'};`,
    `        imageInput: ${imageInput === undefined ? 'never' : JSON.stringify(imageInput)};`,
    '      };',
  ];
}

function tensorLines(field: 'inputs' | 'outputs', tensors: Signature['inputs']): string[] {
  return [
    `        ${field}: {`,
    ...Object.entries(tensors).map(
      ([name, spec]) => `          ${JSON.stringify(name)}: ${tensorType(spec)};`,
    ),
    '        };',
  ];
}

function tensorType({ dtype, shape, unknownRank }: TensorSpec): string {
  return `{ dtype: '${dtype}'; shape: ${unknownRank ? 'number[]' : `[${shape.join(', ')}]`} }`;
}

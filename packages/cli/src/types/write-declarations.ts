import type { Signature, TensorSpec } from '@pilotlight/protocol/tensors';
import type { ModelTypes, VersionTypes } from './served-types.ts';

const CLIENT = '@pilotlight/client';

/** Returns the text of a declaration file with the models for `@pilotlight/client`, which an app includes. */
export function writeDeclarations(models: readonly ModelTypes[]): string {
  return [
    '// The served models. Written by `pilotlight types`: run it again when they change.',
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

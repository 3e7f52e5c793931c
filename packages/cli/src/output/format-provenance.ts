import type { Provenance } from '@pilotlight/model-runtime/store';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';

/** Formats how a model was made, for `inspect`: the model it began with, and a line per step. */
export function formatProvenance({ of, steps }: Provenance, style: Style): string {
  const begun =
    of.model === undefined
      ? 'a model that was not served'
      : `${of.model}${of.version === undefined ? '' : `, version ${of.version}`}`;
  return [
    `${style('bold', 'made from')} ${safeText(begun)}, by`,
    ...steps.map(({ step, settings, data, result }) => {
      const options = Object.entries(settings).map(([name, value]) => `--${kebab(name)} ${value}`);
      const used = Object.entries(data).map(
        ([role, { examples, part }]) =>
          `--${role} ${examples.toLocaleString('en')} examples${part === undefined ? '' : `, ${part}`}`,
      );
      const came = Object.entries(result).map(([name, value]) => `${words(name)} ${rounded(value)}`);
      return safeText(
        `  ${[step, ...options, ...used].join(' ')}${came.length > 0 ? `: ${came.join(', ')}` : ''}`,
      );
    }),
  ].join('\n');
}

function kebab(name: string): string {
  return words(name).replaceAll(' ', '-');
}

function words(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function rounded(value: unknown): string {
  return String(typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value);
}

import type { AutoQuantized } from '@pilotlight/optimizer';
import { formatPercent } from '@pilotlight/statistics/format-percent';
import { formatTable } from '@pilotlight/command-line/format-table';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';

/** Formats the choice of `auto` for each weight, with the measurement behind it, the most sensitive first. */
export function formatChoices(chosen: AutoQuantized, style: Style): string {
  const { drop, examples, isCorrected, isEqualized, sensitivities, storage } = chosen;
  const heading = ['weight', 'elements', 'stored as', 'answers move by, in uint8'];
  const rows = sensitivities
    .filter(({ level }) => level === 'uint8')
    .toSorted((a, b) => b.distance - a.distance)
    .map(({ unit, distance }) => [
      safeText(unit.name),
      unit.elements.toLocaleString('en'),
      storage.get(unit.weights[0]?.weight.name ?? '') ?? 'float32',
      distance.toExponential(1),
    ]);
  const verdict =
    drop > 0
      ? `${formatPercent(drop)} worse than`
      : drop < 0
        ? `${formatPercent(-drop)} better than`
        : 'as good as';
  const equalized = isEqualized ? '; the ranges of the channels were equalized first' : '';
  const corrected = isCorrected ? '; biases correct the shift of the channel means' : '';
  return [
    formatTable([heading.map((cell) => style('bold', cell)), ...rows]),
    '',
    `${verdict} the original on the ${examples.toLocaleString('en')} examples of the calibration${equalized}${corrected}`,
  ].join('\n');
}

/** Returns the same as JSON. */
export function choicesJson(chosen: AutoQuantized): object {
  const { drop, examples, isCorrected, isEqualized, sensitivities, storage } = chosen;
  return {
    examples,
    drop,
    equalized: isEqualized,
    biasesCorrected: isCorrected,
    storage: Object.fromEntries(storage),
    sensitivities: sensitivities.map(({ unit, level, distance }) => ({
      weight: unit.name,
      elements: unit.elements,
      level,
      distance,
    })),
  };
}

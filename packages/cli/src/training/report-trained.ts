import type { ChannelCut } from '@pilotlight/optimizer';
import { formatPercent } from '@pilotlight/statistics/format-percent';
import { formatTable } from '@pilotlight/command-line/format-table';
import { safeText } from '@pilotlight/command-line/safe-text';
import { styleFor } from '@pilotlight/command-line/style';
import type { Trained } from './run-training.ts';

/**
 * Prints the result of a training.
 *
 * @param cut the channels that were removed before it, if any.
 */
export function reportTrained(
  output: string,
  trained: Trained,
  json: boolean,
  cut?: Pick<ChannelCut, 'layers' | 'left'>,
): void {
  if (json) {
    const taken = cut && { channels: cut.layers, left: cut.left };
    console.log(JSON.stringify({ output, ...trained, ...taken }, undefined, 2));
    return;
  }
  const { parameters, epoch, heldOutAccuracy } = trained;
  console.log(
    `${styleFor(process.stdout)('bold', safeText(output))}: ${parameters.toLocaleString('en')} parameters`,
  );
  console.log(`  kept epoch ${epoch}: ${formatPercent(heldOutAccuracy)} of the examples held out`);
  if (!cut) return;
  const rows = [
    ...cut.layers.map(({ layer, kept, of }) => [safeText(layer), `${kept} of ${of} channels`]),
    ...cut.left.map(({ layer, why }) => [safeText(layer), `left as it is: ${safeText(why)}`]),
  ];
  console.log(`\n${formatTable(rows)}`);
}

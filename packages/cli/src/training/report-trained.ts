import { formatPercent } from '@pilotlight/optimizer/evaluation';
import { safeText } from '../safe-text.ts';
import { styleFor } from '../style.ts';
import type { Trained } from './run-training.ts';

/** Prints what came out of a training. */
export function reportTrained(output: string, trained: Trained, json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ output, ...trained }, undefined, 2));
    return;
  }
  const { parameters, epoch, heldOutAccuracy } = trained;
  console.log(
    `${styleFor(process.stdout)('bold', safeText(output))}: ${parameters.toLocaleString('en')} parameters`,
  );
  console.log(`  kept epoch ${epoch}: ${formatPercent(heldOutAccuracy)} of the examples held out`);
}

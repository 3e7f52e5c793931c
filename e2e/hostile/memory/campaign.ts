import { readCodebase } from '@pilotlight/local-platform';
import { buildDigits, buildPictures, type Deployable } from '../process/deployables.ts';
import { askDigit, askPicture, type GoodCall } from '../process/good-calls.ts';
import { bodiesOfDigits, bodiesOfPictures, heavyBodies, heavyImages, type HostileInput } from './inputs.ts';
import { startLimited } from '../process/limited-function.ts';
import { type GoodCalls, type Outcome, storm } from './storm.ts';

/** A deployable, the inputs to send, and the small call that it must answer meanwhile. */
export interface Campaign {
  name: string;
  build: (memoryMiB: number) => Promise<Deployable>;
  inputs: readonly HostileInput[];
  good: () => GoodCall;
}

/** Returns all campaigns: each kind of input, with the deployable that it targets. */
export function campaigns(): Campaign[] {
  return [
    {
      name: 'digits',
      build: buildDigits,
      inputs: [...heavyBodies(), ...bodiesOfDigits()],
      good: () => askDigit,
    },
    {
      name: 'pictures',
      build: buildPictures,
      inputs: [...heavyImages(), ...bodiesOfPictures()],
      good: askPicture,
    },
  ];
}

export interface CampaignResult {
  outcomes: Outcome[];
  goodCalls: GoodCalls;
  /** The most memory that the process held, in MiB; undefined if it has ended. */
  peakMiB: number | undefined;
  /** True if the system limited its memory. */
  isHeld: boolean;
}

/** Sends a campaign's inputs, each `times` times at once, to a function of this size. */
export async function run(
  { build, inputs, good }: Campaign,
  { memoryMiB, times }: { memoryMiB: number; times: number },
): Promise<CampaignResult> {
  await using deployable = await build(memoryMiB);
  const { env } = await readCodebase('inference');
  await using predict = await startLimited({ directory: deployable.directory, env, limitMiB: memoryMiB });
  const ask = good();
  // Loads the model, and gets the right answer, before the inputs come.
  await ask(predict.url);
  const { outcomes, goodCalls } = await storm(predict.url, inputs, { times, good: () => ask(predict.url) });
  const ended = await Promise.race([predict.exited.then(() => true), Promise.resolve(false)]);
  return {
    outcomes,
    goodCalls,
    peakMiB: ended ? undefined : await predict.peakMiB(),
    isHeld: predict.isHeld,
  };
}

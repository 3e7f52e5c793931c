import { readCodebase } from '@pilotlight/local-platform';
import { buildDigits, buildPictures, type Deployable } from '../process/deployables.ts';
import { askDigit, askPicture, type GoodCall } from '../process/good-calls.ts';
import { bodiesOfDigits, bodiesOfPictures, heavyBodies, heavyImages, type HostileInput } from './inputs.ts';
import { startLimited } from '../process/limited-function.ts';
import { type GoodCalls, type Outcome, storm } from './storm.ts';

/** A deployable, what is sent to it, and the small call that it has to answer meanwhile. */
export interface Campaign {
  name: string;
  build: (memoryMiB: number) => Promise<Deployable>;
  inputs: readonly HostileInput[];
  good: () => GoodCall;
}

/** All inputs there are, each to what it was meant for. */
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
  /** The most memory that the process held; undefined where it has not survived. */
  peakMiB: number | undefined;
  /** Whether it was held to its memory by the system. */
  isHeld: boolean;
}

/** Sends a campaign's inputs, each so many times at once, to a function of this size. */
export async function run(
  { build, inputs, good }: Campaign,
  { memoryMiB, times }: { memoryMiB: number; times: number },
): Promise<CampaignResult> {
  await using deployable = await build(memoryMiB);
  const { env } = await readCodebase('inference');
  await using predict = await startLimited({ directory: deployable.directory, env, limitMiB: memoryMiB });
  const ask = good();
  // The model is loaded, and the answer known, before anything else comes.
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

import type { Usage } from '../bill/usage.ts';
import { WARM_UP_MEMORY_MIB, WARM_UP_VCPUS } from '../function/assumptions.ts';
import type { FunctionProfile } from '../function/function-profile.ts';
import { mebibytes, vcpus } from '../function/memory-size.ts';
import type { Policy } from '../policies/policy.ts';
import type { SimulationResult } from '../simulation/simulation.ts';
import { SECOND_MS } from '../time/units.ts';

const GIB = 1024 ** 3;

/**
 * Returns the usage of a policy in a month, of everything that has a price: of the function and of the warm-up.
 *
 * @param months length of the simulation.
 */
export function monthOfUsage(
  { calls, pings, ticks, billedMs, waitedMs, warmUpBilledMs }: SimulationResult,
  { profile, policy, months }: { profile: FunctionProfile; policy: Policy; months: number },
): Usage {
  const cpus = vcpus(profile.memory);
  const gib = mebibytes(profile.memory) / 1024;
  const [seconds = 0, waitedSeconds = 0, warmUpSeconds = 0] = [billedMs, waitedMs, warmUpBilledMs].map(
    (milliseconds) => milliseconds / SECOND_MS / months,
  );
  const jobs = policy.schedule ? 1 : 0;
  return {
    vcpuSeconds: seconds * cpus + warmUpSeconds * WARM_UP_VCPUS,
    gibSeconds: seconds * gib + warmUpSeconds * (WARM_UP_MEMORY_MIB / 1024),
    idleVcpuSeconds: waitedSeconds * cpus,
    idleGibSeconds: waitedSeconds * gib,
    requests: (calls + pings + ticks) / months,
    schedulerJobs: jobs,
    imageGigabytes: profile.imageGigabytes * (1 + jobs),
    // Pings stay within Google's network.
    sentGib: (calls * profile.answerBytes) / GIB / months,
  };
}

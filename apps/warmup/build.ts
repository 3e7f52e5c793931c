import { buildDeployable } from '@pilotlight/deployable';

const MIB = 1024 * 1024;

await buildDeployable({
  packageDirectory: import.meta.dirname,
  // A schedule sends next to nothing, to the smallest function that there is.
  requests: { memoryBytes: 16 * MIB, maxBodyBytes: MIB },
});

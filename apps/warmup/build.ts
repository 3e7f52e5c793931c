import { buildDeployable } from '@pilotlight/deployable';

await buildDeployable({ packageDirectory: import.meta.dirname });

/**
 * Local processes that functions run on: each is ready when it is returned, and gone when it is stopped.
 *
 * @module
 */
export { assertPortsFree } from './assert-ports-free.ts';
export { BROWSER_ARGS, BROWSER_PATH, HOW_TO_GET_A_BROWSER } from './browser.ts';
export { readCodebase } from './codebase.ts';
export { DEFAULT_PORTS, EMULATORS, type EmulatorPorts } from './emulator-ports.ts';
export { type Emulators, startEmulators } from './emulators.ts';
export { freePorts } from './free-ports.ts';
export {
  type FunctionOptions,
  type FunctionProcess,
  spawnFunction,
  startFunction,
} from './function-process.ts';
export { LocalPlatformError } from './local-platform-error.ts';
export { PortsTakenError } from './ports-taken-error.ts';
export { type Child } from './processes/child.ts';
export { canPin, pinned } from './processes/pinned.ts';
export { killGroupWholly, spawnGroup } from './processes/process-group.ts';
export { processorMs } from './processes/processor-time.ts';
export { REPOSITORY } from './repository.ts';
export { type FirebaseRun, runFirebase } from './run-firebase.ts';

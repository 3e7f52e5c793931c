/** Where each emulator listens, on 127.0.0.1. */
export interface EmulatorPorts {
  functions: number;
  hosting: number;
  hub: number;
  logging: number;
}

/** What the Firebase CLI itself would take, but for Hosting: on a Mac 5000 is AirPlay's. */
export const DEFAULT_PORTS: EmulatorPorts = { functions: 5001, hosting: 5002, hub: 4400, logging: 4500 };

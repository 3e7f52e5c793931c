import type { FirebaseOptions } from 'firebase/app';

const INIT_SCRIPT = '/__/firebase/init.js?useEmulator=true';

export interface EmulatorAddress {
  host: string;
  port: number;
}

/** What init.js says, as far as this page needs it. */
export interface InitScript {
  config?: FirebaseOptions;
  functionsEmulator?: EmulatorAddress;
}

/**
 * Learns from the Hosting emulator which emulators run and where.
 *
 * Only its init.js knows. That script is written for the global `firebase` of the older SDK: it calls
 * `firebase.initializeApp(config)` and `firebase.functions().useEmulator(host, port)`. A stand-in that takes notes
 * hears just that, and depends on the SDK's public interface rather than on how the script is spelt.
 */
export async function readInitScript(): Promise<InitScript> {
  const heard: InitScript = {};
  const standIn = {
    initializeApp(config: FirebaseOptions) {
      heard.config = config;
    },
    functions: () => ({
      useEmulator(host: string, port: number) {
        heard.functionsEmulator = { host: host.includes(':') ? `[${host}]` : host, port };
      },
    }),
  };
  Reflect.set(globalThis, 'firebase', standIn);
  try {
    await run(INIT_SCRIPT);
  } finally {
    Reflect.deleteProperty(globalThis, 'firebase');
  }
  return heard;
}

/** Settles when the script has run or could not be had: what it told is seen from what was heard. */
function run(address: string): Promise<void> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    const done = (): void => {
      script.remove();
      resolve();
    };
    script.addEventListener('load', done);
    script.addEventListener('error', done);
    script.src = address;
    document.head.append(script);
  });
}

/** Memory that is lent. */
export interface Lease {
  /** Gives back what turned out not to be needed. */
  shrink(bytes: number): void;
  /** Gives everything back; more than once is the same as once. */
  release(): void;
}

export interface MemoryPoolOptions {
  /** What can be lent at a time, in bytes. */
  bytes: number;
  /** How much of that is kept for small leases, which need not wait for large ones. */
  reserveBytes: number;
  /** The most that a small lease has. */
  smallBytes: number;
  /** The most that any lease has, where that is less than all that is not kept. */
  largestBytes?: number;
  /** The most large leases at a time. */
  mostLarge?: number;
  /** Called before memory is lent. */
  onLend?: (bytes: number) => void;
  /** Called when memory has been given back. */
  onReturn?: (bytes: number) => void;
}

interface Waiter {
  bytes: number;
  grant: () => void;
}

/** Leases of one size, small or large, and those who wait for one. */
interface Queue {
  readonly waiters: Waiter[];
  usedBytes: number;
  leases: number;
}

/**
 * Lends memory, in the order in which it is asked for: small leases in an order of their own, so that a call of a few
 * kB need not wait for those of megabytes.
 */
export class MemoryPool {
  /** The largest lease that there is. */
  readonly largestBytes: number;
  readonly #options: MemoryPoolOptions;
  readonly #small: Queue = { waiters: [], usedBytes: 0, leases: 0 };
  readonly #large: Queue = { waiters: [], usedBytes: 0, leases: 0 };

  constructor(options: MemoryPoolOptions) {
    this.#options = options;
    this.largestBytes = Math.min(options.largestBytes ?? Infinity, options.bytes - options.reserveBytes);
  }

  /** What is lent now, in bytes. */
  get usedBytes(): number {
    return this.#small.usedBytes + this.#large.usedBytes;
  }

  /** Lends memory at once, or gives undefined where that would be before somebody's turn or more than there is. */
  tryLend(bytes: number): Lease | undefined {
    const { waiters } = this.#queueOf(bytes);
    return waiters.length === 0 && this.#hasRoom(bytes) ? this.#lend(bytes) : undefined;
  }

  /** Lends memory as soon as there is some; gives undefined where there was none before the signal came. */
  async lend(bytes: number, signal: AbortSignal): Promise<Lease | undefined> {
    const lease = this.tryLend(bytes);
    if (lease || signal.aborted) return lease;
    const { promise, resolve } = Promise.withResolvers<Lease | undefined>();
    const { waiters } = this.#queueOf(bytes);
    const waiter: Waiter = { bytes, grant: () => resolve(this.#lend(bytes)) };
    waiters.push(waiter);
    const giveUp = () => {
      const place = waiters.indexOf(waiter);
      if (place !== -1) waiters.splice(place, 1);
      this.#serve();
      resolve(undefined);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    return promise.finally(() => signal.removeEventListener('abort', giveUp));
  }

  #lend(bytes: number): Lease {
    this.#options.onLend?.(bytes);
    const queue = this.#queueOf(bytes);
    queue.usedBytes += bytes;
    if (bytes > 0) queue.leases += 1;
    let held = bytes;
    const giveBack = (returned: number) => {
      held -= returned;
      queue.usedBytes -= returned;
      if (held === 0) queue.leases -= 1;
      this.#options.onReturn?.(returned);
      this.#serve();
    };
    return {
      shrink: (to) => {
        if (to < held) giveBack(held - to);
      },
      release: () => {
        if (held > 0) giveBack(held);
      },
    };
  }

  #serve(): void {
    for (const { waiters } of [this.#small, this.#large]) {
      for (let [next] = waiters; next && this.#hasRoom(next.bytes); [next] = waiters) {
        waiters.shift();
        next.grant();
      }
    }
  }

  #hasRoom(bytes: number): boolean {
    const { bytes: all, reserveBytes, mostLarge = Infinity } = this.#options;
    if (this.usedBytes + bytes > all) return false;
    if (this.#queueOf(bytes) === this.#large) {
      return this.#large.leases < mostLarge && this.#large.usedBytes + bytes <= all - reserveBytes;
    }
    // Those who wait for much would wait for ever where those who want little always took what there is.
    const isAllTheirs = this.#large.waiters.length === 0;
    return isAllTheirs || this.#small.usedBytes + bytes <= reserveBytes;
  }

  #queueOf(bytes: number): Queue {
    return bytes <= this.#options.smallBytes ? this.#small : this.#large;
  }
}

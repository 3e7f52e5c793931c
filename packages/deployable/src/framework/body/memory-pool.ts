/** Memory on loan. */
export interface Lease {
  /** Returns the part that turned out not to be needed. */
  shrink(bytes: number): void;
  /** Returns everything; a second call has no effect. */
  release(): void;
}

export interface MemoryPoolOptions {
  /** The most memory on loan at a time, in bytes. */
  bytes: number;
  /** The part of it that is reserved for small leases, which then need not wait for large ones. */
  reserveBytes: number;
  /** The largest small lease, in bytes. */
  smallBytes: number;
  /** The largest lease, in bytes; defaults to everything outside the reserve. */
  largestBytes?: number;
  /** The most large leases at a time. */
  mostLarge?: number;
  /** Called before memory is lent. */
  onLend?: (bytes: number) => void;
  /** Called when memory has been returned. */
  onReturn?: (bytes: number) => void;
}

interface Waiter {
  bytes: number;
  grant: () => void;
}

/** Leases of one size, small or large, and the callers that wait for one. */
interface Queue {
  readonly waiters: Waiter[];
  usedBytes: number;
  leases: number;
}

/**
 * Lends memory in the order of the requests. Small leases have their own order, so that a call of a few kB need not
 * wait for those of megabytes.
 */
export class MemoryPool {
  /** The largest possible lease, in bytes. */
  readonly largestBytes: number;
  readonly #options: MemoryPoolOptions;
  readonly #small: Queue = { waiters: [], usedBytes: 0, leases: 0 };
  readonly #large: Queue = { waiters: [], usedBytes: 0, leases: 0 };

  constructor(options: MemoryPoolOptions) {
    this.#options = options;
    this.largestBytes = Math.min(options.largestBytes ?? Infinity, options.bytes - options.reserveBytes);
  }

  /** Memory on loan now, in bytes. */
  get usedBytes(): number {
    return this.#small.usedBytes + this.#large.usedBytes;
  }

  /** Lends memory at once; returns undefined if others are waiting first or too little is free. */
  tryLend(bytes: number): Lease | undefined {
    const { waiters } = this.#queueOf(bytes);
    return waiters.length === 0 && this.#hasRoom(bytes) ? this.#lend(bytes) : undefined;
  }

  /** Lends memory as soon as enough is free; returns undefined if the signal aborts first. */
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
    // Small leases must not always take what is free, or large ones would wait for ever.
    const isAllTheirs = this.#large.waiters.length === 0;
    return isAllTheirs || this.#small.usedBytes + bytes <= reserveBytes;
  }

  #queueOf(bytes: number): Queue {
    return bytes <= this.#options.smallBytes ? this.#small : this.#large;
  }
}

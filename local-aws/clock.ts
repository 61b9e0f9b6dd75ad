/**
 * The laptop's one source of time. Nothing else in local-aws reads `Date.now()` or sets a timer for AWS time: so tests move hours in
 * no time, and a night that waits for a source does not keep its user waiting.
 */
export interface Clock {
  /** Milliseconds since the epoch, as the laptop's AWS tells them. */
  now(): number;
  /** Runs `action` once when `now()` reaches `at` (ms since the epoch); returns what cancels it. */
  schedule(at: number, action: () => void): () => void;
  /** Resolves after `ms` of this clock's time; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Marks real work under way (a process, a function, a request): idle time is not skipped until the returned function is called. */
  hold(): () => void;
}

/** Real milliseconds without any work under way before waiting time is jumped over: longer than anybody takes between two steps. */
const idleGraceMs = 250;

interface Timer {
  at: number;
  action: () => void;
}

/** Real time plus an offset that only grows: `advance` moves it, `skipIdle` moves it by itself whenever nothing but timers is left. */
export class MovableClock implements Clock {
  #offset: number;
  #timers = new Set<Timer>();
  #wake: NodeJS.Timeout | undefined;
  #holds = 0;
  #skipping = false;
  #idleSince: NodeJS.Timeout | undefined;
  readonly #moved: (offset: number) => void;
  readonly #followers = new Set<(offset: number) => void>();

  /** `moved` is told each new offset in ms, for what runs outside this thread. */
  constructor(options: { offset?: number; moved?: (offset: number) => void } = {}) {
    this.#offset = options.offset ?? 0;
    this.#moved = options.moved ?? (() => {});
  }

  get offset(): number {
    return this.#offset;
  }

  /** Tells `follower` each new offset in ms, until the returned function is called. */
  follow(follower: (offset: number) => void): () => void {
    this.#followers.add(follower);
    return () => {
      this.#followers.delete(follower);
    };
  }

  now(): number {
    return Date.now() + this.#offset;
  }

  schedule(at: number, action: () => void): () => void {
    const timer = { at, action };
    this.#timers.add(timer);
    this.#arm();
    return () => {
      this.#timers.delete(timer);
    };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const cancel = this.schedule(this.now() + ms, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      const abort = () => {
        cancel();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  hold(): () => void {
    this.#holds++;
    clearTimeout(this.#idleSince);
    this.#idleSince = undefined;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds--;
      this.#watchIdle();
    };
  }

  /** Moves the time forward by `ms`; everything that falls due runs, in order of its time. */
  advance(ms: number): void {
    const target = this.now() + ms;
    for (;;) {
      const next = this.#next();
      if (!next || next.at > target) break;
      this.#move(next.at - this.now());
      this.#timers.delete(next);
      next.action();
    }
    this.#move(target - this.now());
    this.#arm();
  }

  /** While on, the time jumps to the next timer as soon as no work is held for `graceMs` of real time. */
  skipIdle(on: boolean, graceMs = idleGraceMs): void {
    this.#skipping = on;
    this.#graceMs = graceMs;
    this.#watchIdle();
  }
  #graceMs = idleGraceMs;

  #move(ms: number): void {
    if (ms <= 0) return;
    this.#offset += ms;
    this.#moved(this.#offset);
    for (const follower of this.#followers) follower(this.#offset);
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) if (!first || timer.at < first.at) first = timer;
    return first;
  }

  #arm(): void {
    clearTimeout(this.#wake);
    const next = this.#next();
    if (!next) return;
    this.#wake = setTimeout(() => this.#fire(), Math.min(Math.max(next.at - this.now(), 0), 2 ** 31 - 1));
    this.#wake.unref();
    this.#watchIdle();
  }

  #fire(): void {
    for (let next = this.#next(); next && next.at <= this.now(); next = this.#next()) {
      this.#timers.delete(next);
      next.action();
    }
    this.#arm();
  }

  #watchIdle(): void {
    clearTimeout(this.#idleSince);
    this.#idleSince = undefined;
    if (!this.#skipping || this.#holds > 0 || this.#timers.size === 0) return;
    this.#idleSince = setTimeout(() => {
      const next = this.#next();
      if (this.#skipping && this.#holds === 0 && next) this.advance(Math.max(next.at - this.now(), 0));
    }, this.#graceMs);
    this.#idleSince.unref();
  }
}

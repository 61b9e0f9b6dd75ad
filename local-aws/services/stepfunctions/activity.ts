import type { Activity } from '../../asl/ports.ts';
import type { Clock } from '../../clock.ts';

/** Holds the clock while any branch of any execution computes. */
export class ClockActivity implements Activity {
  readonly #clock: Clock;
  #count = 0;
  #release: (() => void) | undefined;
  #settling: NodeJS.Immediate | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  enter(): void {
    this.#count++;
    this.#release ??= this.#clock.hold();
  }

  leave(): void {
    if (--this.#count > 0) return;
    // Branches hand over to each other all the time; the clock is let go of once a whole turn was idle.
    this.#settling ??= setImmediate(() => {
      this.#settling = undefined;
      if (this.#count > 0) return;
      this.#release?.();
      this.#release = undefined;
    });
  }
}

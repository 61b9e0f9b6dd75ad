/** Ends work that is no longer wanted: a branch whose sibling failed, an execution that was stopped or timed out. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** A signal made for thousands of branches: it costs one small object, and lets go of listeners that are done. */
export class Cancellation {
  #cancelled = false;
  readonly #listeners = new Set<() => void>();
  readonly #leave: () => void;

  constructor(parent?: Cancellation) {
    this.#leave = parent ? parent.listen(() => this.cancel()) : () => {};
  }

  get cancelled(): boolean {
    return this.#cancelled;
  }

  cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }

  /** Calls `listener` on cancellation, at once when it is cancelled already; the answer takes the listener off. */
  listen(listener: () => void): () => void {
    if (this.#cancelled) {
      listener();
      return () => {};
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  throwIfCancelled(): void {
    if (this.#cancelled) throw new Cancelled();
  }

  /** Takes it off its parent, when the work has ended. */
  dispose(): void {
    this.#leave();
  }
}

import type { Branch } from '../../asl/branch.ts';
import type { WrittenEvent } from '../../asl/history.ts';
import type { Journal } from '../../asl/ports.ts';
import type { Run } from '../../asl/run.ts';
import type { ExecutionStore } from './executionStore.ts';
import type { ExecutionRecord } from './records.ts';

/** What nobody waits for may stay unwritten that long, in ms of real time: after a loss of it, the same steps are taken again. */
const patience = 50;

interface Notes {
  events: WrittenEvent[];
  changed: Set<Branch>;
  dropped: Set<Branch>;
}

/**
 * Writes histories, cursors and executions in batches, one transaction each: a branch that changed twice, or began and ended,
 * between two batches costs one write or none. Express executions leave no trace here.
 */
export class BatchedJournal implements Journal {
  readonly #store: ExecutionStore;
  readonly #seen: (run: Run, event: WrittenEvent) => void;
  #notes = new Map<Run, Notes>();
  /** The run whose notes were wanted last: mostly it is the next one, too. */
  #latest: { run: Run; notes: Notes } | undefined;
  #records = new Map<number, ExecutionRecord>();
  #writes: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #soon: Promise<void> | undefined;
  #closed = false;

  /** `seen` is shown every event, also those of express executions. */
  constructor(store: ExecutionStore, seen: (run: Run, event: WrittenEvent) => void) {
    this.#store = store;
    this.#seen = seen;
  }

  event(run: Run, event: WrittenEvent): void {
    this.#seen(run, event);
    if (run.facts.type !== 'STANDARD') return;
    this.#of(run).events.push(event);
  }

  changed(run: Run, branch: Branch): void {
    if (run.facts.type === 'STANDARD') this.#of(run).changed.add(branch);
  }

  dropped(run: Run, branch: Branch): void {
    if (run.facts.type !== 'STANDARD') return;
    const notes = this.#of(run);
    notes.changed.delete(branch);
    if (branch.stored) notes.dropped.add(branch);
  }

  /** The execution's own row changed. */
  record(record: ExecutionRecord): void {
    if (record.type !== 'STANDARD') return;
    this.#records.set(record.id, record);
    this.#later();
  }

  /** Does `write` with the next batch, in its transaction. */
  write(write: () => void): void {
    this.#writes.push(write);
    this.#later();
  }

  durable(run: Run): Promise<void> | undefined {
    return run.facts.type === 'STANDARD' ? this.written() : undefined;
  }

  /** Resolves when all that was noted so far is on disk; calls of the same turn share one batch. */
  written(): Promise<void> | undefined {
    if (!this.#timer) return undefined;
    this.#soon ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        try {
          this.flush();
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
    return this.#soon;
  }

  /** Writes what is noted; what is noted later belongs to work that the next start takes up again. */
  close(): void {
    this.flush();
    this.#closed = true;
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#soon = undefined;
    if (this.#closed) return;
    if (this.#notes.size === 0 && this.#records.size === 0 && this.#writes.length === 0) return;
    const notes = this.#notes;
    const records = this.#records;
    const writes = this.#writes;
    this.#notes = new Map();
    this.#latest = undefined;
    this.#records = new Map();
    this.#writes = [];
    this.#store.transaction(() => {
      for (const record of records.values()) this.#store.put(record);
      const histories = [...notes].map(([run, { events }]) => ({ id: run.facts.id, events }));
      this.#store.addEvents(histories.filter(({ events }) => events.length > 0));
      for (const [run, note] of notes) this.#write(run, note);
      for (const write of writes) write();
    });
  }

  #write(run: Run, { changed, dropped }: Notes): void {
    const { id } = run.facts;
    for (const branch of dropped) {
      this.#store.dropCursor(id, branch.id);
      branch.stored = false;
    }
    for (const branch of changed) {
      this.#store.putCursor(id, branch.id, branch.cursor);
      branch.stored = true;
    }
  }

  #of(run: Run): Notes {
    if (this.#latest?.run === run) return this.#latest.notes;
    const notes = this.#notes.get(run) ?? { events: [], changed: new Set(), dropped: new Set() };
    this.#latest = { run, notes };
    this.#notes.set(run, notes);
    this.#later();
    return notes;
  }

  #later(): void {
    this.#timer ??= setTimeout(() => this.flush(), patience).unref();
  }
}

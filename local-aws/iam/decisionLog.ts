import type { Cloud } from '../cloud.ts';
import type { Access } from '../service.ts';
import type { Table } from '../store/database.ts';
import type { Decision } from './evaluate.ts';

/** Decisions of one kind: the same role, action, statement and outcome. */
export interface DecisionRecord {
  roleArn: string;
  action: string;
  allowed: boolean;
  /** The statement that decided, where one did. */
  statement?: string;
  reason: string;
  /** Some of the resources, the first ones met. */
  resources: string[];
  count: number;
  /** ms since the epoch */
  first: number;
  last: number;
}

const RESOURCES_KEPT = 20;
/** Real milliseconds: what a killed process may lose of its counts. */
const FLUSH_MS = 100;

/** Every decision about a role, counted by what decided it; kept over a restart. */
export class DecisionLog {
  readonly #cloud: Cloud;
  readonly #table: Table<DecisionRecord>;
  readonly #known = new Map<string, DecisionRecord>();
  readonly #changed = new Set<string>();
  #flushing: NodeJS.Timeout | undefined;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#table = cloud.database.table('iam.decisions');
    for (const { key, value } of this.#table.list()) this.#known.set(key, value);
  }

  add(roleArn: string, { action, resource }: Access, decision: Decision): void {
    const key = `${roleArn}|${action}|${decision.allowed}|${decision.statement ?? ''}`;
    const now = this.#cloud.clock.now();
    const record = this.#known.get(key);
    if (!record) {
      this.#known.set(key, {
        roleArn,
        action,
        allowed: decision.allowed,
        ...(decision.statement !== undefined && { statement: decision.statement }),
        reason: decision.reason,
        resources: [resource],
        count: 1,
        first: now,
        last: now,
      });
    } else {
      record.count++;
      record.last = now;
      if (record.resources.length < RESOURCES_KEPT && !record.resources.includes(resource))
        record.resources.push(resource);
    }
    this.#changed.add(key);
    this.#flushing ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
  }

  all(): DecisionRecord[] {
    return [...this.#known.values()];
  }

  /** Begins to count anew, as before a night. */
  clear(): void {
    this.#known.clear();
    this.#changed.clear();
    this.#table.clear();
  }

  flush(): void {
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    if (this.#changed.size === 0) return;
    this.#cloud.database.transaction(() => {
      for (const key of this.#changed) {
        const record = this.#known.get(key);
        if (record) this.#table.put(key, record);
      }
    });
    this.#changed.clear();
  }
}

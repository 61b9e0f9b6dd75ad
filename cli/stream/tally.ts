import type { Decision } from '../../functions/shared/online/decision.ts';
import { auc } from './auc.ts';

/** What `nightjar stream --json` prints. */
export interface StreamResult {
  /** Records of the file that were sent. */
  records: number;
  /** Transactions with a decision. */
  decisions: number;
  /** Records with neither a decision nor a place in the dead-letter queue. */
  lost: number;
  /** Transactions with two decisions that differ: never more than 0. */
  duplicates: number;
  /** Deliveries of a decision beyond its first, letter by letter the same; a stream delivers at least once. */
  repeats: number;
  declined: number;
  fallbacks: number;
  deadLetters: number;
  recordsPerSecond: number;
  /** From the send of a record to the arrival of its decision. */
  lagP50Seconds: number | null;
  lagP99Seconds: number | null;
  /** Of the model's scores against the file's labels; null without both classes. */
  auc: number | null;
  /** Of the declined ones, how many are frauds; of the frauds, how many are declined. Null without labels. */
  precision: number | null;
  recall: number | null;
  seconds: number;
}

/** Keeps count of what was sent and what came back. */
export class Tally {
  sent = 0;
  repeats = 0;
  duplicates = 0;
  lastChange = performance.now();
  readonly #sentAt = new Map<number, number>();
  readonly #labels = new Map<number, number>();
  readonly #bodies = new Map<number, string>();
  readonly #differing = new Set<number>();
  readonly #lags: number[] = [];

  send(id: number | undefined, label: number | undefined): void {
    this.sent++;
    if (id === undefined) return;
    this.#sentAt.set(id, performance.now());
    if (label !== undefined) this.#labels.set(id, label);
  }

  /** A decision as it came out of the stream; those of other senders are not counted. */
  take(body: string): void {
    const { transactionId } = JSON.parse(body) as Decision;
    const sentAt = this.#sentAt.get(transactionId);
    if (sentAt === undefined) return;
    const known = this.#bodies.get(transactionId);
    if (known === undefined) {
      this.#bodies.set(transactionId, body);
      this.#lags.push((performance.now() - sentAt) / 1000);
      this.lastChange = performance.now();
      return;
    }
    this.repeats++;
    if (known !== body) this.#differing.add(transactionId);
  }

  get decided(): number {
    return this.#bodies.size;
  }

  /** Decided transactions with their text. */
  get bodies(): ReadonlyMap<number, string> {
    return this.#bodies;
  }

  result(deadLetters: number, seconds: number): StreamResult {
    const all = [...this.#bodies.values()].map((body) => JSON.parse(body) as Decision);
    const labelled = all.flatMap((decision) => {
      const label = this.#labels.get(decision.transactionId);
      return label === undefined ? [] : [{ ...decision, label }];
    });
    const declined = labelled.filter(({ decision }) => decision === 'decline');
    const caught = declined.filter(({ label }) => label === 1).length;
    const frauds = labelled.filter(({ label }) => label === 1).length;
    const sorted = this.#lags.sort((a, b) => a - b);
    const quantile = (share: number): number | null =>
      sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
    return {
      records: this.sent,
      decisions: all.length,
      lost: this.sent - all.length - deadLetters,
      duplicates: this.#differing.size,
      repeats: this.repeats,
      declined: all.filter(({ decision }) => decision === 'decline').length,
      fallbacks: all.filter(({ decidedBy }) => decidedBy === 'fallback').length,
      deadLetters,
      recordsPerSecond: seconds > 0 ? Math.round(all.length / seconds) : 0,
      lagP50Seconds: quantile(0.5),
      lagP99Seconds: quantile(0.99),
      auc: auc(labelled.flatMap(({ score, label }) => (score === null ? [] : [{ score, label }]))),
      precision: declined.length === 0 ? null : caught / declined.length,
      recall: frauds === 0 ? null : caught / frauds,
      seconds,
    };
  }
}

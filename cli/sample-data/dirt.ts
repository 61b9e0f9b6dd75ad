import { dateText } from './calendar.ts';
import { random } from './random.ts';

/**
 * What is wrong with a row, if anything. Drawn from the row's own number, so a bad row is bad in the same way every night.
 * The shares are those of `docs/sample-data.md`.
 */
export type Flaw =
  | 'duplicate'
  | 'orphan'
  | 'missing'
  | 'unreadable'
  | 'negative'
  | 'impossible_date'
  | 'future_date'
  | 'late';

type Shares = readonly (readonly [Flaw, number])[];

const SHARES: Record<'customers' | 'accounts' | 'transactions' | 'loans', Shares> = {
  customers: [
    ['duplicate', 0.006],
    ['missing', 0.004],
    ['impossible_date', 0.002],
    ['future_date', 0.002],
  ],
  accounts: [
    ['duplicate', 0.003],
    ['orphan', 0.003],
    ['impossible_date', 0.001],
  ],
  transactions: [
    ['late', 0.004],
    ['duplicate', 0.002],
    ['negative', 0.0008],
    ['orphan', 0.0006],
    ['missing', 0.0005],
    ['impossible_date', 0.0003],
    ['unreadable', 0.0003],
    ['future_date', 0.0002],
  ],
  loans: [
    ['duplicate', 0.003],
    ['orphan', 0.002],
    ['negative', 0.002],
    ['missing', 0.002],
  ],
};

const SALT = { customers: 11, accounts: 12, transactions: 13, loans: 14 } as const;

/** The flaw of a row of a table. */
export const flawOf = (seed: number, table: keyof typeof SHARES, id: number): Flaw | undefined => {
  let left = random(seed, SALT[table], Math.floor(id / 4294967296), id).next();
  for (const [flaw, share] of SHARES[table]) {
    left -= share;
    if (left < 0) return flaw;
  }
  return undefined;
};

/** A date that the calendar does not have, in the month of `day`. */
export const impossibleDate = (day: number): string => `${dateText(day).slice(0, 8)}32`;

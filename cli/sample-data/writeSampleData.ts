import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { amountText, dayOf, monthOf } from './calendar.ts';
import { accountOf, firstMonth, makeCustomer, stressFrom } from './customer.ts';
import { FileSink, type LandedFile } from './fileSink.ts';
import { makeLoans } from './loans.ts';
import { type Emit, emitAccounts, emitCustomer, emitLoan, emitTransaction, HEADERS } from './sources.ts';
import { makeMonth } from './transactions.ts';

export interface SampleDataOptions {
  /** `<directory>/<source>/business_date=YYYY-MM-DD/` is written, a night at a time. */
  directory: string;
  /** `YYYY-MM-DD`, from 2020-01-01 to 2099-12-31. */
  businessDate: string;
  /** How many customers the bank has; 5,000 make about a million transactions. */
  customers?: number;
  /** The same seed makes the same bank. */
  seed?: number;
}

/** `_control.json` of a source: written last, and true. */
export interface ControlFile {
  files: LandedFile[];
  /** `rows`, and `amount` where the source has one: the sum over the rows whose amount can be read. */
  totals: Record<string, string>;
}

export type SampleSource = keyof typeof HEADERS;

/** Nothing can be made from this call. */
export class SampleDataInvalid extends Error {
  override readonly name = 'SampleDataInvalid';
}

/** Months of bookings and loans in the files; a year of history before, and a year of outcome after, a year and a half of applications. */
export const HISTORY_MONTHS = 42;

const FILES: Record<SampleSource, string> = {
  customers: 'customers.csv',
  accounts: 'accounts.csv',
  transactions: 'transactions.csv.gz',
  loans: 'loans.csv',
};

const check = ({ businessDate, customers = 5000, seed = 1 }: SampleDataOptions) => {
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(businessDate) && !Number.isNaN(Date.parse(`${businessDate}T00:00:00Z`));
  if (!valid || new Date(`${businessDate}T00:00:00Z`).toISOString().slice(0, 10) !== businessDate) {
    throw new SampleDataInvalid(`business date "${businessDate}" is no date of the form YYYY-MM-DD`);
  }
  if (businessDate < '2020-01-01' || businessDate > '2099-12-31') {
    throw new SampleDataInvalid(`business date ${businessDate}: the sample bank exists from 2020-01-01 to 2099-12-31`);
  }
  if (!Number.isInteger(customers) || customers < 1 || customers > 10_000_000) {
    throw new SampleDataInvalid(`customers must be a whole number from 1 to 10000000, not ${customers}`);
  }
  if (!Number.isInteger(seed)) throw new SampleDataInvalid(`seed must be a whole number, not ${seed}`);
  return { businessDay: dayOf(businessDate), customers, seed };
};

interface Output {
  sink: FileSink;
  cents: number | undefined;
  emit: Emit;
}

const output = (folder: string, source: SampleSource, withAmount: boolean): Output => {
  const sink = new FileSink(join(folder, FILES[source]), FILES[source], HEADERS[source]);
  const made: Output = {
    sink,
    cents: withAmount ? 0 : undefined,
    emit: (row, cents) => {
      sink.line(row);
      if (cents !== undefined && made.cents !== undefined) made.cents += cents;
    },
  };
  return made;
};

/**
 * Writes one night's files of the sample bank, each source in its own folder with a control file. The same options make the same
 * bytes; the next business date's files hold the same rows and a day more. Memory does not grow with the number of customers.
 *
 * @returns what was written by source
 * @throws SampleDataInvalid
 */
export const writeSampleData = async (options: SampleDataOptions): Promise<Record<SampleSource, ControlFile>> => {
  const { businessDay, customers, seed } = check(options);
  const folder = (source: SampleSource) => join(options.directory, source, `business_date=${options.businessDate}`);
  const sources = Object.keys(HEADERS) as SampleSource[];
  for (const source of sources) {
    await rm(folder(source), { recursive: true, force: true });
    await mkdir(folder(source), { recursive: true });
  }
  const out: Record<SampleSource, Output> = {
    customers: output(folder('customers'), 'customers', false),
    accounts: output(folder('accounts'), 'accounts', false),
    transactions: output(folder('transactions'), 'transactions', true),
    loans: output(folder('loans'), 'loans', true),
  };
  const lastMonth = monthOf(businessDay);
  const historyFrom = lastMonth - HISTORY_MONTHS;
  for (let index = 0; index < customers; index++) {
    const customer = makeCustomer(seed, index);
    const stressStart = firstMonth(customer) - 8;
    const stress = stressFrom(seed, customer, stressStart, lastMonth);
    const stressAt = (month: number) => stress[month - stressStart] ?? 0;
    const loans = makeLoans(seed, customer, lastMonth, stressAt);
    emitCustomer(seed, customer, out.customers.emit);
    emitAccounts(seed, customer, businessDay, out.accounts.emit);
    const account = accountOf(customer);
    for (const loan of loans) {
      if (monthOf(loan.applicationDay) >= historyFrom) emitLoan(seed, account, loan, businessDay, out.loans.emit);
    }
    for (let month = Math.max(historyFrom, firstMonth(customer)); month <= lastMonth; month++) {
      for (const row of makeMonth(seed, customer, month, stressAt, loans)) {
        emitTransaction(seed, account, row, businessDay, out.transactions.emit);
      }
    }
    for (const source of sources) await out[source].sink.drain();
  }
  const written = {} as Record<SampleSource, ControlFile>;
  for (const source of sources) {
    const { sink, cents } = out[source];
    const file = await sink.close();
    const control = {
      files: [file],
      totals: { rows: String(file.rows), ...(cents === undefined ? {} : { amount: amountText(cents) }) },
    };
    await writeFile(join(folder(source), '_control.json'), `${JSON.stringify(control, null, 2)}\n`);
    written[source] = control;
  }
  return written;
};

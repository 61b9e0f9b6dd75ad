import { amountText, dateText } from './calendar.ts';
import { accountOf, type Customer, savingsOf, savingsOpened } from './customer.ts';
import { flawOf, impossibleDate } from './dirt.ts';
import type { Loan } from './loans.ts';
import { random } from './random.ts';
import type { Transaction } from './transactions.ts';

/** The rows of the four files, as the bank's export would write them: column names first, then a row at a time with its flaws. */
export const HEADERS = {
  customers: 'customer_id,birth_date,gender,nationality,region,housing,employment,joined_on,updated_on',
  accounts: 'account_id,customer_id,kind,currency,opened_on,status',
  transactions: 'transaction_id,account_id,value_date,booking_date,direction,amount,balance_after,category',
  loans:
    'loan_id,account_id,application_date,amount,term_months,annual_rate,instalment,declared_income,purpose,channel,first_90_days_past_due_on,true_probability',
} as const;

/** A row and what it adds to the control total, in cents; nothing where its amount cannot be read. */
export type Emit = (row: string, cents?: number) => void;

const GENDERS = { female: ['F', 'f', 'female'], male: ['M', 'm', 'male'] } as const;

export const emitCustomer = (seed: number, customer: Customer, emit: Emit): void => {
  const flaw = flawOf(seed, 'customers', customer.index);
  const draw = random(seed, customer.index, 6);
  const spelling =
    GENDERS[customer.gender][
      draw.pick([
        [0, 94],
        [1, 3],
        [2, 3],
      ] as const)
    ];
  const birth =
    flaw === 'impossible_date'
      ? impossibleDate(customer.birthDay)
      : dateText(flaw === 'future_date' ? customer.birthDay + 36_525 + 4000 : customer.birthDay);
  const id = flaw === 'missing' ? '' : String(customer.index + 1);
  const row = (region: string, updated: number) =>
    `${id},${birth},${spelling},${draw.next() < 0.01 ? '' : customer.nationality},${region},${customer.housing},${customer.employment},${dateText(customer.joinedDay)},${dateText(updated)}`;
  if (flaw === 'duplicate') emit(row('R99', customer.joinedDay));
  emit(row(customer.region, customer.joinedDay + 20));
};

export const emitAccounts = (seed: number, customer: Customer, businessDay: number, emit: Emit): void => {
  const accounts = [{ id: accountOf(customer), kind: 'current', opened: customer.joinedDay }];
  if (customer.hasSavings) accounts.push({ id: savingsOf(customer), kind: 'savings', opened: savingsOpened(customer) });
  for (const { id, kind, opened } of accounts) {
    if (opened > businessDay) continue;
    const flaw = flawOf(seed, 'accounts', id);
    const owner = flaw === 'orphan' ? 90_000_000 + customer.index : customer.index + 1;
    const date = flaw === 'impossible_date' ? impossibleDate(opened) : dateText(opened);
    const row = `${id},${owner},${kind},EUR,${date},open`;
    emit(row);
    if (flaw === 'duplicate') emit(row);
  }
};

/** Whether a booking is in the file of a business day, and the day it was booked: a late one comes some nights after its value date. */
const bookingDay = (seed: number, row: Transaction, flaw: ReturnType<typeof flawOf>): number =>
  flaw === 'late' ? row.valueDay + random(seed, row.id, 7).whole(2, 20) : row.valueDay;

export const emitTransaction = (
  seed: number,
  account: number,
  row: Transaction,
  businessDay: number,
  emit: Emit,
): void => {
  const flaw = flawOf(seed, 'transactions', row.id);
  const booked = bookingDay(seed, row, flaw);
  if (booked > businessDay) return;
  const size = Math.abs(row.amount);
  const value = flaw === 'impossible_date' ? impossibleDate(row.valueDay) : dateText(row.valueDay);
  const booking = flaw === 'future_date' ? dateText(booked + 36_525) : dateText(booked);
  const owner = flaw === 'orphan' ? account + 80_000_000 : account;
  const head = `${row.id},${owner},${value},${booking},${row.amount < 0 ? 'debit' : 'credit'},`;
  const tail = `,${amountText(row.balance)},${row.category}`;
  if (flaw === 'missing') emit(`${head}${tail}`);
  else if (flaw === 'unreadable') emit(`${head}"${amountText(size).replace('.', ',')}"${tail}`);
  else if (flaw === 'negative') emit(`${head}${amountText(-size)}${tail}`, -size);
  else {
    const line = `${head}${amountText(size)}${tail}`;
    emit(line, size);
    if (flaw === 'duplicate') emit(line, size);
  }
};

export const emitLoan = (seed: number, account: number, loan: Loan, businessDay: number, emit: Emit): void => {
  if (loan.applicationDay > businessDay) return;
  const flaw = flawOf(seed, 'loans', loan.id);
  const defaulted = loan.defaultDay !== undefined && loan.defaultDay <= businessDay ? dateText(loan.defaultDay) : '';
  const owner = flaw === 'orphan' ? account + 80_000_000 : account;
  const amount = flaw === 'negative' ? -loan.amount : loan.amount;
  const instalment = flaw === 'missing' ? '' : amountText(loan.instalment);
  const row = `${loan.id},${owner},${dateText(loan.applicationDay)},${amountText(amount)},${loan.termMonths},${loan.annualRate.toFixed(1)},${instalment},${amountText(loan.declaredIncome)},${loan.purpose},${loan.channel},${defaulted},${loan.probability.toFixed(6)}`;
  emit(row, amount);
  if (flaw === 'duplicate') emit(row, amount);
};

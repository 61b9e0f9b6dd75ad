import { firstDay } from './calendar.ts';
import { type Customer, incomeIn } from './customer.ts';
import type { Loan } from './loans.ts';
import { mix, type Random, random } from './random.ts';

export type Category =
  | 'salary'
  | 'benefit'
  | 'rent'
  | 'utilities'
  | 'card'
  | 'cash'
  | 'gambling'
  | 'loan_instalment'
  | 'returned_debit'
  | 'fee'
  | 'savings';

/** A booking on a customer's current account. */
export interface Transaction {
  id: number;
  /** Day on which it counts. */
  valueDay: number;
  /** Signed, in cents. */
  amount: number;
  category: Category;
  /** The account's balance after it, in cents. */
  balance: number;
}

/** Bookings of one month have numbers below this. */
const PER_MONTH = 64;
const FIRST_MONTH = 360; // January 2000

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The balance that a customer ends a month with: a share of the income that falls with stress. The last booking of the month leads there. */
const closingBalance = (seed: number, customer: Customer, month: number, stress: number): number => {
  const noise = random(mix(seed, customer.index, 4), month).normal();
  const months = Math.min(Math.max(0.9 - 0.6 * stress + 0.25 * noise, -0.8), 4);
  return Math.round(incomeIn(customer, month) * months);
};

const regular = (customer: Customer, month: number, income: number, stress: number, draw: Random, add: Add): void => {
  const jobless = draw.next() < 0.01 + 0.12 * sigmoid(2.2 * (stress - 1.2));
  if (jobless) add(customer.payday + draw.whole(0, 3), Math.round(income * 0.45), 'benefit');
  else {
    const late = stress > 0.8 && draw.next() < 0.3 ? draw.whole(1, 3) : 0;
    add(Math.min(customer.payday + late, 28), Math.round(income * (1 + 0.02 * draw.normal())), 'salary');
  }
  if (customer.housing === 'tenant') add(draw.whole(1, 5), -Math.round(income * 0.3), 'rent');
  if ((month + customer.index) % 2 === 0) return;
  const bill = Math.round(income * (0.08 + 0.05 * draw.next()));
  const billed = draw.whole(8, 16);
  add(billed, -bill, 'utilities');
  if (draw.next() < 0.03 + 0.5 * sigmoid(2 * (stress - 1.3))) {
    add(billed + 2, bill, 'returned_debit');
    add(billed + 2, -850, 'fee');
  }
};

const spending = (income: number, stress: number, draw: Random, add: Add): void => {
  const share = Math.max(0.12, 0.3 + 0.06 * stress + 0.05 * draw.normal());
  add(draw.whole(17, 27), -Math.round(income * share), 'card');
  if (draw.next() < 0.15 + 0.15 * sigmoid(stress)) {
    add(draw.whole(1, 28), -draw.whole(1, 12) * 2000, 'cash');
  }
  if (draw.next() < 0.03 + 0.12 * sigmoid(2 * (stress - 1)))
    add(draw.whole(1, 28), -draw.whole(5, 150) * 100, 'gambling');
};

const instalments = (customer: Customer, loans: readonly Loan[], first: number, add: Add): void => {
  for (const loan of loans) {
    const dayOfMonth = 1 + (loan.id % 27);
    const day = first + dayOfMonth - 1;
    const paidUp = loan.applicationDay + 30.4 * loan.termMonths;
    const arrearsFrom = loan.defaultDay === undefined ? Number.POSITIVE_INFINITY : loan.defaultDay - 90;
    if (day > loan.applicationDay + 15 && day < paidUp && day < arrearsFrom && day > customer.joinedDay) {
      add(dayOfMonth, -loan.instalment, 'loan_instalment');
    }
  }
};

/** Of the self-employed, one in six runs a business that takes cash. */
const takesCash = (seed: number, customer: Customer): boolean =>
  customer.employment === 'self_employed' && random(mix(seed, customer.index, 8), 0).next() < 1 / 6;

/** Days of a month on which such a business goes to the bank, and the most bookings of one. */
const CASH_DAYS = 8;
const CASH_BOOKINGS = 3;

/**
 * Takings paid in and wages paid out: once or several times a day, some days under and some over ten thousand. A stream of random numbers
 * and row numbers of their own, from the month's last number downwards, so that no other booking of the bank is changed by them.
 */
const cashBusiness = (
  seed: number,
  customer: Customer,
  month: number,
  add: (dayOfMonth: number, amount: number) => void,
): void => {
  if (!takesCash(seed, customer)) return;
  const draw = random(mix(seed, customer.index, 9), month);
  for (let visit = 0; visit < CASH_DAYS; visit++) {
    const day = draw.whole(1, 28);
    const sign = draw.next() < 0.8 ? 1 : -1;
    const bookings = draw.whole(1, CASH_BOOKINGS);
    const total = draw.whole(200_000, 2_000_000);
    for (let booking = 0; booking < bookings; booking++) add(day, sign * Math.floor(total / bookings));
  }
};

type Add = (dayOfMonth: number, amount: number, category: Category) => void;

/**
 * A customer's bookings of one month, in order, with running balances: the month opens with the closing balance of the month before
 * and a transfer to or from savings ends it with its own, so every month can be made alone and the balances still add up.
 */
export const makeMonth = (
  seed: number,
  customer: Customer,
  month: number,
  stressAt: (month: number) => number,
  loans: readonly Loan[],
): Transaction[] => {
  const stress = stressAt(month);
  const income = incomeIn(customer, month);
  const draw = random(mix(seed, customer.index, 5), month);
  const first = firstDay(month);
  const rows: Transaction[] = [];
  const base = (customer.index * 2048 + month - FIRST_MONTH) * PER_MONTH;
  const add: Add = (dayOfMonth, amount, category) => {
    if (rows.length === PER_MONTH - 1) throw new RangeError(`more than ${PER_MONTH - 1} bookings in a month`);
    rows.push({ id: base + rows.length, valueDay: first + dayOfMonth - 1, amount, category, balance: 0 });
  };
  regular(customer, month, income, stress, draw, add);
  spending(income, stress, draw, add);
  instalments(customer, loans, first, add);
  let last = base + PER_MONTH;
  const businessRows: Transaction[] = [];
  cashBusiness(seed, customer, month, (dayOfMonth, amount) => {
    last -= 1;
    businessRows.push({ id: last, valueDay: first + dayOfMonth - 1, amount, category: 'cash', balance: 0 });
  });
  if (rows.length + businessRows.length >= PER_MONTH)
    throw new RangeError(`more than ${PER_MONTH - 1} bookings in a month`);
  const savings = rows.length;
  rows.push(...businessRows);
  rows.sort((a, b) => a.valueDay - b.valueDay || a.id - b.id);
  let balance = closingBalance(seed, customer, month - 1, stressAt(month - 1));
  for (const row of rows) {
    balance += row.amount;
    row.balance = balance;
  }
  const closing = closingBalance(seed, customer, month, stress);
  rows.push({
    id: base + savings,
    valueDay: first + 27,
    amount: closing - balance,
    category: 'savings',
    balance: closing,
  });
  return rows;
};

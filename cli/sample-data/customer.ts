import { dayOf, firstDay, monthOf } from './calendar.ts';
import { mix, random } from './random.ts';

/** A customer of the bank. What is drawn here never changes: the files of all nights agree on it. */
export interface Customer {
  index: number;
  birthDay: number;
  gender: 'female' | 'male';
  nationality: 'domestic' | 'eu' | 'other';
  region: string;
  housing: 'owner' | 'tenant' | 'family';
  employment: 'permanent' | 'temporary' | 'self_employed' | 'pension';
  joinedDay: number;
  /** Net income of a month in cents, at prices of 2020. */
  income: number;
  /** Day of the month on which the income arrives. */
  payday: number;
  /** The lasting part of the customer's financial stress, standard normal. */
  baseStress: number;
  hasSavings: boolean;
}

const FIRST_JOINED = dayOf('2004-01-01');
const LAST_JOINED = dayOf('2019-12-31');
/** The month of the prices that incomes are given in. */
const PRICES = monthOf(dayOf('2020-01-01'));

export const makeCustomer = (seed: number, index: number): Customer => {
  const draw = random(seed, index, 1);
  const joinedDay = draw.whole(FIRST_JOINED, LAST_JOINED);
  const birthDay = joinedDay - Math.floor(365.25 * (18 + 40 * draw.next() ** 1.4));
  return {
    index,
    birthDay,
    gender: draw.pick([
      ['female', 51],
      ['male', 49],
    ]),
    nationality: draw.pick([
      ['domestic', 82],
      ['eu', 11],
      ['other', 7],
    ]),
    region: `R${String(draw.whole(1, 14)).padStart(2, '0')}`,
    housing: draw.pick([
      ['owner', 48],
      ['tenant', 40],
      ['family', 12],
    ]),
    employment: draw.pick([
      ['permanent', 66],
      ['temporary', 14],
      ['self_employed', 12],
      ['pension', 8],
    ]),
    joinedDay,
    income: Math.round(Math.exp(Math.log(240_000) + 0.4 * draw.normal())),
    payday: draw.whole(1, 26),
    baseStress: draw.normal(),
    hasSavings: draw.next() < 0.2,
  };
};

/** Net income of a month in cents: grows by 3 % a year. */
export const incomeIn = (customer: Customer, month: number): number =>
  Math.round(customer.income * 1.03 ** Math.floor((month - PRICES) / 12));

const MEMORY = 8;

/**
 * Financial stress month by month: a lasting part and a moving average of eight monthly shocks, together standard normal. A month's
 * value depends on the seed, the customer and the month alone.
 */
export const stressFrom = (seed: number, customer: Customer, from: number, to: number): Float64Array => {
  const shocks = new Float64Array(to - from + MEMORY);
  for (let step = 0; step < shocks.length; step++) {
    shocks[step] = random(mix(seed, customer.index, 2), from - MEMORY + 1 + step).normal();
  }
  const stress = new Float64Array(to - from + 1);
  for (let step = 0; step < stress.length; step++) {
    let sum = 0;
    for (let back = 0; back < MEMORY; back++) sum += shocks[step + back] ?? 0;
    stress[step] = 0.85 * customer.baseStress + 0.527 * (sum / Math.sqrt(MEMORY));
  }
  return stress;
};

export const accountOf = (customer: Customer): number => 1_000_000 + customer.index * 2;
export const savingsOf = (customer: Customer): number => accountOf(customer) + 1;
/** Day on which a customer's savings account was opened. */
export const savingsOpened = (customer: Customer): number => customer.joinedDay + 30 + (customer.index % 300);
export const firstMonth = (customer: Customer): number => {
  const month = monthOf(customer.joinedDay);
  return firstDay(month) === customer.joinedDay ? month : month + 1;
};

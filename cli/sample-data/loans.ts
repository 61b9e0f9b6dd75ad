import { firstDay } from './calendar.ts';
import { type Customer, firstMonth, incomeIn } from './customer.ts';
import { mix, random } from './random.ts';

export interface Loan {
  id: number;
  applicationDay: number;
  /** In cents. */
  amount: number;
  termMonths: number;
  /** Per cent a year. */
  annualRate: number;
  /** In cents a month. */
  instalment: number;
  /** Monthly net income as the customer stated it, in cents. */
  declaredIncome: number;
  purpose: 'car' | 'home' | 'consumption' | 'debt_consolidation';
  channel: 'branch' | 'mobile' | 'broker';
  /** True probability of 90 days past due within twelve months. */
  probability: number;
  /** The day on which it became 90 days past due, if it ever does. */
  defaultDay: number | undefined;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * The risk that the sample data is made of; the only place where the truth is said. `stress` is the mean of the six months before
 * the application.
 */
export const trueProbability = (
  customer: Customer,
  stress: number,
  loan: Pick<Loan, 'instalment' | 'purpose' | 'channel' | 'termMonths'>,
  income: number,
): number =>
  sigmoid(
    -3.25 +
      1.55 * stress +
      3 * (Math.min(loan.instalment / income, 0.8) - 0.2) +
      (customer.housing === 'tenant' ? 0.25 : 0) +
      (customer.employment === 'temporary' ? 0.5 : 0) +
      (customer.employment === 'self_employed' ? 0.25 : 0) +
      (loan.purpose === 'debt_consolidation' ? 0.45 : 0) +
      (loan.channel === 'broker' ? 0.3 : 0),
  );

const annuity = (amount: number, annualRate: number, months: number): number => {
  const rate = annualRate / 1200;
  return Math.round((amount * rate) / (1 - (1 + rate) ** -months));
};

/**
 * Every loan of a customer that was applied for from joining up to `lastMonth`, in order. Nobody gets one in the two years after a
 * default or while two are running.
 *
 * @param stressAt stress of a month from `stressFrom`; asked for the months before an application
 */
export const makeLoans = (
  seed: number,
  customer: Customer,
  lastMonth: number,
  stressAt: (month: number) => number,
): Loan[] => {
  const loans: Loan[] = [];
  const start = mix(seed, customer.index, 3);
  for (let month = firstMonth(customer) + 13; month <= lastMonth; month++) {
    const draw = random(start, month);
    if (draw.next() >= 0.06) continue;
    const day = firstDay(month) + draw.whole(0, 27);
    const running = loans.filter((loan) => loan.applicationDay + loan.termMonths * 30.4 > day);
    if (running.length >= 2 || loans.some((loan) => loan.defaultDay !== undefined && loan.defaultDay > day - 730))
      continue;
    const income = incomeIn(customer, month);
    const amount = Math.round((income * Math.exp(0.9 + 0.7 * draw.normal())) / 10_000) * 10_000 + 50_000;
    const termMonths = draw.pick([
      [6, 15],
      [12, 30],
      [18, 20],
      [24, 20],
      [36, 15],
    ] as const);
    const annualRate = draw.whole(49, 139) / 10;
    const instalment = annuity(amount, annualRate, termMonths);
    const purpose = draw.pick([
      ['car', 30],
      ['home', 25],
      ['consumption', 30],
      ['debt_consolidation', 15],
    ] as const);
    const channel = draw.pick([
      ['branch', 35],
      ['mobile', 45],
      ['broker', 20],
    ] as const);
    let stress = 0;
    for (let back = 1; back <= 6; back++) stress += stressAt(month - back) / 6;
    const probability = trueProbability(customer, stress, { instalment, purpose, channel, termMonths }, income);
    const fate = draw.next();
    const defaulted = fate < probability;
    const later = !defaulted && fate > 0.985 && termMonths > 12;
    const delay = defaulted ? draw.whole(95, 360) : draw.whole(370, Math.max(370, termMonths * 30));
    loans.push({
      id: customer.index * 1000 + loans.length,
      applicationDay: day,
      amount,
      termMonths,
      annualRate,
      instalment,
      declaredIncome: Math.round((income * (1 + 0.06 * draw.normal())) / 5000) * 5000,
      purpose,
      channel,
      probability,
      defaultDay: defaulted || later ? day + delay : undefined,
    });
  }
  return loans;
};

import type { ReportSpec } from '../contracts/report.ts';
import type { Manifest } from '../contracts/step.ts';
import { NightjarError } from '../errors.ts';
import { outputOf } from '../steps.ts';

/** Decimal texts as whole numbers of a common scale, so that they add up to the last digit. */
export const scaleOf = (texts: readonly string[]): number =>
  Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0));
export const scaledTo = (text: string, scale: number): bigint => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(`${whole}${fraction.padEnd(scale, '0')}`);
};
const plain = (value: bigint, scale: number): string => {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${scale > 0 ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits}`;
};

/** Exact sum of decimal texts. */
export const exactSum = (texts: readonly string[]): string => {
  const scale = scaleOf(texts);
  return plain(
    texts.reduce((sum, text) => sum + scaledTo(text, scale), 0n),
    scale,
  );
};

export const equalAmounts = (left: string, right: string): boolean => {
  const scale = scaleOf([left, right]);
  return scaledTo(left, scale) === scaledTo(right, scale);
};

/** One comparison and its two sides. */
export interface Reconciled {
  what: string;
  left: string;
  right: string;
}

/** Fails with `ReconciliationFailed` unless both sides are equal; the comparison is kept as evidence. */
export const mustEqual = (what: string, left: string, right: string): Reconciled => {
  if (!equalAmounts(left, right)) throw new NightjarError('ReconciliationFailed', `${what}: ${left} is not ${right}`);
  return { what, left, right };
};

/** Totals of a step's outputs, as `table.total`; a sum over no rows is 0. */
export const totalsOf = (manifests: readonly Manifest[]): Record<string, string> =>
  Object.fromEntries(
    manifests.flatMap(({ outputs }) =>
      outputs.flatMap(({ name, rows, totals }) =>
        Object.entries({ rows: String(rows), ...totals }).map(([total, value]) => [`${name}.${total}`, value ?? '0']),
      ),
    ),
  );

/** What was collected was read whole: its control totals are those that the night's own manifest has. */
export const reconcileCollected = (
  collected: Manifest,
  source: string,
  upstream: Manifest,
  table: string,
): Reconciled[] => {
  const control = outputOf(collected, `${source}_control`).totals;
  const left = outputOf(upstream, table);
  const expected: Record<string, string | null> = { ...left.totals, rows: String(left.rows) };
  return Object.entries(control)
    .filter(([total]) => expected[total] !== undefined)
    .map(([total, value]) =>
      mustEqual(
        `${source}: ${total} read against ${total} left by ${upstream.step}`,
        value ?? '0',
        expected[total] ?? '0',
      ),
    );
};

/** The report's own sums. */
export const reconcileReport = (spec: Pick<ReportSpec, 'reconcile'>, totals: Record<string, string>): Reconciled[] =>
  spec.reconcile.map(({ what, left, right }) => {
    const sum = (names: string[]): string =>
      exactSum(
        names.map((name) => {
          const value = totals[name];
          if (value === undefined)
            throw new NightjarError('ReconciliationFailed', `${what}: no step left the total ${name}`);
          return value;
        }),
      );
    return mustEqual(what, sum(left), sum(right));
  });

/** Values by the start of their period, in ms since the epoch. */
export type Series = ReadonlyMap<number, number>;

/** What a metric-math expression gives: a number, a series, or several series. */
export type MathValue = number | Series | readonly Series[];

export const isList = (value: MathValue): value is readonly Series[] => Array.isArray(value);

/** Applies a function of two numbers: series meet where both have a value. */
export function combine(left: MathValue, right: MathValue, apply: (left: number, right: number) => number): MathValue {
  if (typeof left === 'number' && typeof right === 'number') return apply(left, right);
  if (isList(left)) return left.map((each) => combine(each, right, apply) as Series);
  if (isList(right)) return right.map((each) => combine(left, each, apply) as Series);
  if (typeof right === 'number') return map(left as Series, (value) => apply(value, right));
  if (typeof left === 'number') return map(right, (value) => apply(left, value));
  const both = [...left].flatMap(([at, value]): [number, number][] => {
    const other = right.get(at);
    return other === undefined ? [] : [[at, apply(value, other)]];
  });
  return new Map(both);
}

export const map = (series: Series, apply: (value: number) => number): Series =>
  new Map([...series].map(([at, value]) => [at, apply(value)]));

/** Applies a function of one number to whatever it is. */
export const mapValue = (value: MathValue, apply: (value: number) => number): MathValue =>
  typeof value === 'number' ? apply(value) : isList(value) ? value.map((each) => map(each, apply)) : map(value, apply);

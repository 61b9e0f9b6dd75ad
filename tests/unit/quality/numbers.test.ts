import { meets, resolveNumbers } from '../../../local-aws/engines/quality/evaluate/numbers.ts';
import type { NumberCondition } from '../../../local-aws/engines/quality/language/ast.ts';
import { parseRuleset } from '../../../local-aws/engines/quality/language/parse.ts';

const condition = (text: string): NumberCondition => {
  const [rule] = parseRuleset(`Rules = [ RowCount ${text} ]`).rules;
  if (rule?.kind !== 'rule' || rule.condition?.kind !== 'number') throw new Error(text);
  return rule.condition;
};

const resolve = (text: string, past: readonly number[] = []) => resolveNumbers(condition(text), () => past);

test.each([
  ['between 1 and 3', 1, false],
  ['between 1 and 3', 2, true],
  ['not between 1 and 3', 1, true],
  ['not between 1 and 3', 3, true],
  ['= 1', 1.000009, true],
  ['!= 1', 1.000009, false],
  ['in [1, 2]', 2.00002, false],
  ['> 1', Number.NaN, false],
  ['!= 1', Number.NaN, true],
])('a value is compared: %s, %d: %s', (text, value, expected) => {
  expect(meets(resolve(text), value)).toBe(expected);
});

test.each([
  ['> avg(last(2))', [1, 3, 5], [4]],
  ['> last(1)', [1, 3, 5], [5]],
  ['> index(last(3), 2)', [1, 3, 5], [1]],
  ['> percentile(last(5), 50)', [1, 2, 3, 4], [2.5]],
  ['> std(last(3))', [1, 2, 3], [1]],
  ['between 0.9 * avg(last(10)) and 1.1 * avg(last(10))', [100], [90, 110.00000000000001]],
  ['= multiply(2, 3) + 1', [], [7]],
  ['= 1 + 2 * 3', [], [9]],
])('%s of the past %j is %j', (text, past, expected) => {
  expect(resolve(text, past).values).toEqual(expected);
});

test.each([
  ['> avg(last(3))', 'no past results'],
  ['> foo(1)', 'there is no function foo'],
  ['> index(last(1), 5)', 'no past results'],
])('%s without a past is refused: %s', (text, reason) => {
  expect(() => resolve(text)).toThrow(reason);
});

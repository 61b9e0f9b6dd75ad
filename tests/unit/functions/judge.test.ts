import type { DataQualityResult, DataQualityRuleResult as RuleResult } from '@aws-sdk/client-glue';
import { judge } from '../../../functions/shared/jobs/quality.ts';

const gates = { table: 'loans', pass: 1, warn: 0.85, critical: ['RowCount'] };
const rule = (text: string, Result: RuleResult['Result']): RuleResult => ({
  Description: text,
  EvaluatedRule: text,
  ...(Result && { Result }),
});
const result = (Score: number, ...RuleResults: RuleResult[]): DataQualityResult => ({ Score, RuleResults });

test.each([
  ['every rule holds', 1, [rule('IsComplete "a"', 'PASS')], 'pass'],
  ['few enough fail', 0.9, [rule('IsComplete "a"', 'FAIL')], 'warn'],
  ['exactly at the bar', 0.85, [rule('IsComplete "a"', 'FAIL')], 'warn'],
  ['too many fail', 0.84, [rule('IsComplete "a"', 'FAIL')], 'reject'],
  ['one that may never fail fails', 0.99, [rule('RowCount > 100', 'FAIL')], 'reject'],
  ['a rule could not be evaluated', 0.9, [rule('CustomSql "select"', 'ERROR')], 'warn'],
  ['a column only begins like a critical rule', 0.9, [rule('RowCountMatch "x" = 1', 'FAIL')], 'warn'],
] as const)('%s', (_, score, rules, verdict) => {
  expect(judge(result(score, ...rules), gates).verdict).toBe(verdict);
});

test('a result without a score is no pass', () => {
  expect(judge({ RuleResults: [] }, gates).verdict).toBe('reject');
});

test('the failed rules are named with what was found', () => {
  const failed = { ...rule('IsComplete "a"', 'FAIL'), EvaluationMessage: 'Value: 0.5' };

  expect(judge(result(0.5, failed, rule('RowCount > 1', 'PASS')), gates).failed).toEqual([
    { rule: 'IsComplete "a"', message: 'Value: 0.5' },
  ]);
});

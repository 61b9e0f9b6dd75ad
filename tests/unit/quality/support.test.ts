import { qualityFacts } from '../../../local-aws/support/quality.ts';

test('every rule type is either evaluated or refused with a reason', () => {
  for (const { name, evaluated, reason } of qualityFacts().ruleTypes)
    expect([name, evaluated, reason !== undefined]).toEqual([name, evaluated, !evaluated]);
});

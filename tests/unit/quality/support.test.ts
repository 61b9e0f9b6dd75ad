import { qualityFacts, qualitySupport } from '../../../local-aws/support/quality.ts';

test('every rule type is either evaluated or refused with a reason', () => {
  for (const { name, evaluated, reason } of qualityFacts().ruleTypes)
    expect([name, evaluated, reason !== undefined]).toEqual([name, evaluated, !evaluated]);
});

test('the section names every rule type, function and option', () => {
  const { ruleTypes, functionsOfPastResults, runOptions, tableOptions } = qualityFacts();
  const section = qualitySupport();

  for (const name of [...ruleTypes.map((type) => type.name), ...functionsOfPastResults, ...runOptions, ...tableOptions])
    expect(section).toContain(name);
});

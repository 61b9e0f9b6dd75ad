import { columnPattern, javaPattern } from '../../../local-aws/engines/quality/functions/javaPattern.ts';

test.each([
  ['[A-Z]-\\d{2}', 'A-12', true],
  ['[A-Z]-\\d{2}', 'A-12x', false],
  ['.*', '', false],
  ['a|b', 'ax', true],
  ['\\p{Upper}+', 'ABC', true],
  ['[\\p{Alpha}_]+', 'a_b', true],
  ['(?i)abc', 'ABC', true],
  ['\\Qa.b\\E', 'axb', false],
  ['a_\\-b', 'a_-b', true],
  ['x', 'x\n', true],
  ['[é-ü]+', 'öü', true],
  ['\\d{2,3}x', '123x', true],
])('%s on %j matches: %s', (pattern, value, expected) => {
  expect(columnPattern(pattern, false)(value)).toBe(expected);
});

test('not matches asks for what does not begin with the pattern as a word', () => {
  const holds = columnPattern('A', true);

  expect(columnPattern('.*', true)('서울')).toBe(false);
  expect([holds('A'), holds('A-1'), holds('AB'), holds('B')]).toEqual([false, false, true, true]);
});

test.each(['a++', 'a{2}+', 'a?+', '(?>a)', '[a-z&&[^b]]', '(?x)a', '('])('%s is refused by name', (pattern) => {
  expect(() => javaPattern(pattern)).toThrow(expect.objectContaining({ name: 'RuleNotSupported' }));
});

import fc from 'fast-check';
import { RulesetSyntaxError } from '../../../local-aws/engines/quality/errors.ts';
import { formatRule } from '../../../local-aws/engines/quality/language/format.ts';
import { parseRuleset } from '../../../local-aws/engines/quality/language/parse.ts';

const rules = (text: string): string[] => parseRuleset(`Rules = [ ${text} ]`).rules.map(formatRule);

const mistake = (text: string): RulesetSyntaxError => {
  try {
    parseRuleset(text);
  } catch (error) {
    if (error instanceof RulesetSyntaxError) return error;
    throw error;
  }
  throw new Error(`${text} was taken for a ruleset`);
};

test('and binds before or, both from left to right', () => {
  expect(rules('(IsUnique "a") or (IsUnique "b") and (IsUnique "c")')).toEqual([
    '(IsUnique "a") OR ((IsUnique "b") AND (IsUnique "c"))',
  ]);
  expect(rules('(IsUnique "a") and (IsUnique "b") and (IsUnique "c")')).toEqual([
    '(IsUnique "a") AND (IsUnique "b") AND (IsUnique "c")',
  ]);
});

test('a word after and is another parameter, a bracket another rule', () => {
  expect(rules('ColumnCorrelation of a and b > 0')).toEqual(['ColumnCorrelation of a and b > 0']);
  expect(() => rules('IsComplete "a" and RowCount > 5')).toThrow('no rule type IsComplete with 2 parameters');
});

test.each([
  ['= NULL', 'number'],
  ['= "NULL"', 'string'],
  ['in ["a", NULL]', 'string'],
  ['in ["2024-01-01", NULL]', 'date'],
  ['> (now() - 3 days)', 'date'],
  ['between 1 and (2 + 3)', 'number'],
])('a condition %s is one of a %s', (text, kind) => {
  const [rule] = parseRuleset(`Rules = [ ColumnValues "a" ${text} ]`).rules;

  expect(rule).toMatchObject({ kind: 'rule', condition: { kind } });
});

test('a date is no text, so a list may not mix them', () => {
  expect(mistake('Rules = [ ColumnValues "a" in ["x", "2024-01-01"] ]').mistake).toMatchObject({ line: 1, column: 37 });
});

test.each([
  ['Rules = [\n  RowCount >\n]', 3, 1, 'a number'],
  ['Rules = { }', 1, 9, "'['"],
  ['Rule = [ RowCount > 1 ]', 1, 10, 'a quoted text'],
  ['Rules = [ RowCount > 1,, ]', 1, 24, 'a name'],
  ['Rules = [ IsComplete "a ]', 1, 22, 'a quoted text'],
  ['Rules = [ RowCount > 1\r]', 1, 23, "']'"],
])('the mistake in %j is at line %d, column %d, where %s may stand', (text, line, column, expected) => {
  const { mistake: found } = mistake(text);

  expect(found).toMatchObject({ line, column });
  expect(found.expected).toContain(expected);
});

test.each([
  ['Rules = [ Foo "a" ]', 'there is no rule type Foo'],
  ['Rules = [ IsUnique "a" > 1 ]', 'IsUnique takes no condition, and has a number condition'],
  ['Rules = [ RowCount > 1 with threshold > 0.5 ]', 'takes no threshold'],
  ['Rules = [ SchemaMatch "r" > 1 where "a > 1" ]', 'takes no where clause'],
  ['Rules = [ IsUnique "a" where "" ]', 'the where clause is empty'],
  ['Rules = [ AllStatistics "a" > 1 ]', 'only among Analyzers'],
  ['Rules = [ RowCount > 1 ] Analyzers = [ IsUnique "a" ]', 'is a check and no analyzer'],
  ['Rules = [ ColumnValues "a" in $list ]', "variable 'list' is not defined"],
  ['x = ["a"] Rules = [ CustomSql $x ]', 'is a list'],
  ['x = "a" x = "b" Rules = [ RowCount > 1 ]', 'already defined'],
  ['Rules = [ FileFreshness > "13:50 PM" ]', 'is no time of day'],
  ['Metadata = { "Name": "x" } Rules = [ RowCount > 1 ]', "has no key 'Name'"],
  ['Rules = [ IsUnique "a" labels=[] ]', 'at least one label'],
  ['Rules = []', 'neither rules nor analyzers'],
  ['', 'the text ends too early'],
])('%s is refused: %s', (text, reason) => {
  expect(mistake(text).message).toContain(reason);
});

test('rules joined more than five levels deep are refused', () => {
  const joined = (count: number) => Array.from({ length: count }, (_, index) => `(IsUnique "c${index}")`).join(' and ');

  expect(rules(joined(6))).toHaveLength(1);
  expect(() => rules(joined(7))).toThrow('more than 5 levels deep');
});

test('variables stand for texts, lists and parameters', () => {
  const { rules: parsed } = parseRuleset(
    'name = "age" codes = ["a", "b"] Rules = [ Mean $name > 3, ColumnValues "c" in $codes ]',
  );

  expect(parsed[0]).toMatchObject({ parameters: [{ name: 'TargetColumn', value: 'age', display: '$name' }] });
  expect(parsed.map(formatRule)).toEqual(['Mean $name > 3', 'ColumnValues "c" in $codes']);
});

test('a normal form parses to itself', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z_ ]{0,8}$/).filter((text) => !/^(null|NULL)$/.test(text));
  const number = fc.oneof(fc.integer({ min: -1000, max: 1000 }).map(String), fc.constantFrom('0.5', '-12.25'));
  const condition = fc.oneof(
    fc.tuple(fc.constantFrom('=', '!=', '>', '>=', '<', '<='), number).map((parts) => parts.join(' ')),
    fc
      .tuple(fc.constantFrom('between', 'not between'), number, number)
      .map(([word, low, high]) => `${word} ${low} and ${high}`),
    fc
      .tuple(fc.constantFrom('in', 'not in'), fc.array(number, { minLength: 1, maxLength: 3 }))
      .map(([word, list]) => `${word} [${list.join(',')}]`),
  );
  const where = fc.option(name).map((clause) => (clause === null ? '' : ` where "${clause}"`));
  const rule = fc
    .tuple(fc.constantFrom('Mean', 'ColumnValues', 'Uniqueness'), name, condition, where)
    .map(([type, column, comparison, clause]) => `${type} "${column}" ${comparison}${clause}`);
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), (list) => expect(rules(list.join(', '))).toEqual(list)),
  );
});

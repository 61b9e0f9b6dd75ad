import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseXml } from '../../../functions/shared/xml/parse.ts';
import { parseSchema } from '../../../functions/shared/xml/schema.ts';
import { validateXml } from '../../../functions/shared/xml/validate.ts';
import { writeXml } from '../../../functions/shared/xml/write.ts';

const reports = join(import.meta.dirname, '..', '..', '..', 'reports');
const schema = readFileSync(join(reports, 'large-cash-transactions', 'large-cash-transactions.xsd'), 'utf8');

const filing = `
    <Filing>
      <FilingId>7-2026-11-20-in</FilingId><BusinessDay>2026-11-20</BusinessDay><Direction>in</Direction><Amount>10000.01</Amount>
      <Aggregated>true</Aggregated>
      <Customer><CustomerId>7</CustomerId><BirthDate>1980-02-29</BirthDate><Region>R01</Region></Customer>
      <Transactions><Transaction><TransactionId>1</TransactionId><AccountId>2</AccountId><Amount>10000.01</Amount></Transaction></Transactions>
    </Filing>`;
const document = (filings = filing): string => `<?xml version="1.0" encoding="UTF-8"?>
<LargeCashReport xmlns="urn:nightjar:report:large-cash-transactions:1">
  <Header>
    <ReportId>large-cash-transactions-2026-11-20-v1</ReportId><Version>1</Version><Institution>A &amp; B</Institution>
    <PeriodFrom>2026-11-20</PeriodFrom><PeriodTo>2026-11-20</PeriodTo><OpenedAt>2026-11-21T07:00:00Z</OpenedAt>
    <Parameters><Parameter name="threshold">10000.00</Parameter></Parameters>
    <Totals><Total name="filings.rows">1</Total></Totals>
  </Header>
  <Filings>${filings}</Filings>
  <BelowThreshold/>
</LargeCashReport>`;

/** One change to the valid document each; libxml2 is asked about every one as well. */
const changes: [string, string, string | RegExp][] = [
  ['10000.01</Amount>\n', '10000.011</Amount>\n', /Filing\[1\]\/Amount: "10000.011" breaks fractionDigits 2/],
  ['10000.01</Amount>\n', '0.00</Amount>\n', /breaks minExclusive 0/],
  ['10000.01</Amount>\n', '12345678901234567.89</Amount>\n', /breaks totalDigits 18/],
  ['10000.01</Amount>\n', '1e4</Amount>\n', /is no xs:decimal/],
  ['10000.01</Amount>\n', '10000.0100</Amount>\n', ''],
  ['<Direction>in', '<Direction>In', /is none of in, out/],
  ['1980-02-29', '1981-02-29', /is no xs:date/],
  ['1980-02-29', '1980-02-29Z', ''],
  ['<Aggregated>true', '<Aggregated>yes', /is no xs:boolean/],
  ['<Aggregated>true', '<Aggregated>1', ''],
  ['<Version>1', '<Version>0', /is no xs:positiveInteger/],
  ['<CustomerId>7', '<CustomerId>-7', /is no xs:nonNegativeInteger/],
  ['T07:00:00Z', 'T25:00:00Z', /is no xs:dateTime/],
  ['T07:00:00Z', 'T07:00:00.250+01:00', ''],
  ['large-cash-transactions-2026-11-20-v1', 'two words', /does not match the pattern/],
  ['A &amp; B', '', /breaks minLength 1/],
  ['<Region>R01</Region>', '', ''],
  ['<Region>R01</Region>', '<Nationality>cz</Nationality><Region>R01</Region>', ''],
  ['<Region>R01</Region>', '<Region>R01</Region><Nationality>cz</Nationality>', /<Nationality> is not expected here/],
  ['<Aggregated>true</Aggregated>', '', /expected <Aggregated>, found <Customer>/],
  ['<Parameter name="threshold">', '<Parameter>', /@name: is missing/],
  ['<Parameter name="threshold">', '<Parameter name="threshold" kind="x">', /@kind: "x" is not declared/],
  ['<Filings>', '<Filings>text', /holds the text "text" between its elements/],
  ['<Version>1', '<Version><b/>1', /holds <b>, expected text/],
  ['report:large-cash-transactions:1', 'report:other:1', /declares no such root/],
  ['</Filings>', '', /line/],
  ['A &amp; B', 'A & B', /entity|Unescaped|char/i],
];
const changed = ([from, to]: readonly [string, string, unknown]): string => {
  const text = document().replace(from, to);
  if (text === document()) throw new Error(`the document does not hold ${from}`);
  return text;
};

const libxml = (cases: { schema: string; xml: string }[]): boolean[] =>
  JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, 'libxml.mjs')], {
      input: JSON.stringify(cases),
      encoding: 'utf8',
    }),
  ) as boolean[];

test('a document as its schema says is valid, with and without filings', () => {
  expect(validateXml(schema, document())).toEqual([]);
  expect(validateXml(schema, document(''))).toEqual([]);
});

test.each(changes)('%j changed to %j is judged', (from, to, expected) => {
  const problems = validateXml(schema, changed([from, to, expected]));
  if (expected === '') expect(problems).toEqual([]);
  else expect(problems.join('\n')).toMatch(expected);
});

test('white space around a date is collapsed, as the recommendation says and libxml2 does not do', () => {
  expect(validateXml(schema, changed(['1980-02-29', ' 1980-02-29 ', '']))).toEqual([]);
});

test('libxml2 judges every one of these documents alike', () => {
  const documents = [document(), document(''), ...changes.map(changed)];
  const ours = documents.map((xml) => validateXml(schema, xml).length === 0);
  expect(libxml(documents.map((xml) => ({ schema, xml })))).toEqual(ours);
});

test('libxml2 and this validator agree on decimals, dates and texts at random', () => {
  const value = fc.oneof(
    fc.stringMatching(/^[+-]?\d{0,4}\.?\d{0,4}$/),
    fc.stringMatching(/^\d{4}-[01]\d-[0-3]\d(Z|\+0\d:00)?$/),
    fc.constantFrom('', ' ', '1 ', '\t7', '.', '+', '-0', '0001', 'NaN', 'INF', '0000-01-01', '2026-02-30'),
  );
  const cases = fc.sample(value, { numRuns: 150, seed: 7 }).flatMap((text) =>
    ['decimal', 'integer', 'positiveInteger', 'nonNegativeInteger', 'date', 'boolean'].map((type) => ({
      schema: `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:${type}"/></xs:schema>`,
      xml: writeXml({ name: 'a', content: text }),
    })),
  );
  const ours = cases.map(({ schema: one, xml }) => validateXml(one, xml).length === 0);
  const theirs = libxml(cases);
  expect(
    cases.filter((_, index) => ours[index] !== theirs[index]).map(({ schema: one, xml }) => `${one} ${xml}`),
  ).toEqual([]);
});

test.each([
  ['<xs:choice/>', 'xs:choice'],
  ['<xs:sequence><xs:any/></xs:sequence>', 'xs:any'],
  ['<xs:sequence minOccurs="0"/>', 'minOccurs of xs:sequence'],
  ['<xs:sequence><xs:element ref="b"/></xs:sequence>', 'ref of xs:element'],
])('a construct that is not supported is refused by its name: %s', (inner, name) => {
  const text = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType>${inner}</xs:complexType></xs:element></xs:schema>`;
  expect(() => parseSchema(text)).toThrow(name);
});

test.each(['\\i\\c*', '[a-z-[aeiou]]', '^a', 'a$', '\\p{IsGreek}'])(
  'the pattern %s, which JavaScript reads otherwise, is refused',
  (pattern) => {
    const text = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="${pattern}"/></xs:restriction></xs:simpleType></xs:element></xs:schema>`;
    expect(() => parseSchema(text)).toThrow('is not supported');
  },
);

test('whatever text XML can hold is read back as it was written', () => {
  const text = fc
    .string({ unit: 'grapheme' })
    .filter((value) => !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(value) && !value.includes('\r'));
  fc.assert(
    fc.property(text, text, (content, attribute) => {
      const read = parseXml(writeXml({ name: 'a', attributes: { b: attribute }, content }));
      expect(read.text).toBe(content);
      expect(read.attributes.b).toBe(attribute);
    }),
    { numRuns: 200, seed: 7 },
  );
});

test('a character that XML cannot hold is refused, and a document type is', () => {
  expect(() => writeXml({ name: 'a', content: 'x\u0000y' })).toThrow('U+0000');
  expect(() => parseXml('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toThrow();
});

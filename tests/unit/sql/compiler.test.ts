import * as fc from 'fast-check';
import { Compiler } from '../../../local-aws/engines/sql/compile/compiler.ts';
import { Session } from '../../../local-aws/engines/sql/duckdb/session.ts';
import { doubleText } from '../../../local-aws/engines/sql/java/doubleText.ts';
import { BIGINT, decimal, STRING, typeName } from '../../../local-aws/engines/sql/types/dataType.ts';

const compiler = (): Compiler => {
  const made = new Compiler();
  made.declare('accounts', [
    { name: 'id', type: STRING },
    { name: 'balance', type: decimal(18, 2) },
    { name: 'days', type: BIGINT },
  ]);
  return made;
};
const typeOf = (expression: string): string => {
  const [column] = compiler().compile(`SELECT ${expression} AS v FROM accounts`).columns;
  return column ? typeName(column.type) : 'none';
};

jest.setTimeout(30_000);

let session: Session;
beforeAll(async () => {
  session = await Session.open({ threads: 1 });
});
afterAll(() => session.close());
const answerOf = async (expression: string): Promise<unknown> => {
  const [row] = await session.rows(new Compiler().compile(`SELECT ${expression} AS v`).sql);
  return row?.[0];
};

test.each([
  ['balance / 3', 'decimal(22,6)'],
  ['balance * balance', 'decimal(37,4)'],
  ['sum(balance)', 'decimal(28,2)'],
  ['avg(balance)', 'decimal(22,6)'],
  ['sum(days)', 'bigint'],
  ['days / 2', 'double'],
  ["CASE WHEN days > 1 THEN 1 ELSE 'a' END", 'bigint'],
  ['coalesce(balance, 0)', 'decimal(18,2)'],
])("%s has Spark's type %s", (expression, type) => {
  expect(typeOf(expression)).toBe(type);
});

test.each([
  ['SELECT frobnicate(id) FROM accounts', 'NotPortable', /function frobnicate .*write /],
  ['SELECT rand() FROM accounts', 'NotPortable', /write pmod of md5/],
  ['SELECT approx_count_distinct(id) FROM accounts', 'NotPortable', /write count\(DISTINCT x\)/],
  ["SELECT * FROM accounts PIVOT (sum(days) FOR id IN ('a'))", 'NotPortable', /PIVOT .*FILTER/],
  ["SELECT date_format(DATE'2024-01-01', 'GGG') FROM accounts", 'NotPortable', /GGG/],
  ['SELECT nobody FROM accounts', 'SqlInvalid', /no column nobody; there are: id, balance, days/],
  ['SELECT id FROM nothing', 'SqlInvalid', /no view nothing; there are: accounts/],
  ['SELECT id\nFROM accounts WHERE (', 'SqlInvalid', /line 2, column 22/],
  ['SELECT :day AS v', 'SqlInvalid', /no parameter day/],
])('%s is refused by name', (sql, name, message) => {
  expect(() => compiler().compile(sql)).toThrow(
    expect.objectContaining({ name, message: expect.stringMatching(message) }),
  );
});

test('decimal division is exact and rounds half up, for all operands', async () => {
  const amount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
  await fc.assert(
    fc.asyncProperty(
      amount,
      amount.filter((n) => n !== 0),
      async (left, right) => {
        const [a, b] = [left, right].map(
          (n) =>
            `CAST('${n < 0 ? '-' : ''}${Math.trunc(Math.abs(n) / 100)}.${String(Math.abs(n) % 100).padStart(2, '0')}' AS DECIMAL(14,2))`,
        );
        // decimal(14,2) / decimal(14,2) has 17 places.
        const numerator = BigInt(left) * 10n ** 17n;
        const [n, d] = [numerator < 0n ? -numerator : numerator, BigInt(Math.abs(right))];
        const quotient = n / d + ((n % d) * 2n >= d ? 1n : 0n);
        const sign = left < 0 !== right < 0 && quotient !== 0n ? '-' : '';
        const digits = quotient.toString().padStart(18, '0');
        expect(await answerOf(`${a} / ${b}`)).toBe(`${sign}${digits.slice(0, -17)}.${digits.slice(-17)}`);
      },
    ),
    { numRuns: 50 },
  );
});

test("a double's text is Java's and reads back as the same double", async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
      const text = doubleText(value);
      expect(Number(text)).toBe(value);
      expect(await answerOf(`CAST(CAST('${Object.is(value, -0) ? '-0.0' : value}' AS DOUBLE) AS STRING)`)).toBe(text);
    }),
    { numRuns: 100 },
  );
});

test.each([
  [1e7, '1.0E7'],
  [9999999, '9999999.0'],
  [0.001, '0.001'],
  [0.00099, '9.9E-4'],
  [5e-324, '4.9E-324'],
  [2.0807889374627763e18, '2.08078893746277632E18'],
])('%p is written %s', (value, text) => {
  expect(doubleText(value)).toBe(text);
});

test('a window that an expression names several times is computed once', () => {
  const { sql } = compiler().compile('SELECT days / sum(days) OVER (PARTITION BY id) AS share FROM accounts');
  expect(sql.match(/OVER \(/g)).toHaveLength(1);
});

import fc from 'fast-check';
import { Compiler } from '../../../local-aws/engines/sql/compile/compiler.ts';
import { Session } from '../../../local-aws/engines/sql/duckdb/session.ts';

test('a decimal becomes the double nearest to it, whatever its size', async () => {
  const session = await Session.open({ threads: 1 });
  try {
    const compiler = new Compiler();
    const { sql } = compiler.compile(
      "SELECT CAST(CAST(x AS DECIMAL(30,4)) AS DOUBLE) AS y FROM (SELECT 'landed' AS x)",
    );
    const digits = fc.bigInt({ min: -(10n ** 26n), max: 10n ** 26n });
    const near = fc.bigInt({ min: -20n, max: 20n }).map((x) => 10n ** 15n + x);
    await fc.assert(
      fc.asyncProperty(fc.oneof(digits, near, fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n })), async (unscaled) => {
        const sign = unscaled < 0n ? '-' : '';
        const padded = String(unscaled < 0n ? -unscaled : unscaled).padStart(5, '0');
        const text = `${sign}${padded.slice(0, -4)}.${padded.slice(-4)}`;
        const [[found] = []] = await session.rows(sql.replaceAll("'landed'", `'${text}'`));
        expect(Number(found)).toBe(Number(text));
      }),
      { numRuns: 200 },
    );
  } finally {
    session.close();
  }
});

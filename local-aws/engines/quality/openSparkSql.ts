import { Compiler } from '../sql/compile/compiler.ts';
import { macros } from '../sql/duckdb/macros.ts';
import { registerScalarFunctions } from '../sql/duckdb/scalarFunctions.ts';
import { parseType } from '../sql/types/parseType.ts';
import type { QualitySession } from './session.ts';
import type { SparkSql } from './sparkSql.ts';

/** Rules' SQL by way of engines/sql, whose functions are made known to the session. */
export const openSparkSql = async (session: QualitySession): Promise<SparkSql> => {
  registerScalarFunctions(session.connection);
  await session.run(macros());
  const compiler = new Compiler();
  return {
    declare: (name, columns) =>
      compiler.declare(
        name,
        columns.map((column) => ({ name: column.name, type: parseType(sparkType(column.type)) })),
      ),
    compile: async (spark) => {
      const { sql, columns } = compiler.compile(spark);
      return { sql, columns: columns.map(({ name }) => name) };
    },
  };
};

/** `varchar(n)` and `char(n)` are texts. */
const sparkType = (type: string): string => (/^(?:var)?char\b/i.test(type.trim()) ? 'string' : type);

import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { registerQualityFunctions } from './functions/register.ts';

/** One DuckDB in memory for one evaluation. */
export interface QualitySession {
  connection: DuckDBConnection;
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<unknown[][]>;
  close(): void;
}

/** Opens a DuckDB with the settings that Spark's meaning needs; spills to `directory` where memory is not enough. */
export const openSession = async (options: { threads?: number; directory?: string } = {}): Promise<QualitySession> => {
  const instance = await DuckDBInstance.create(':memory:', {
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    ...(options.directory === undefined ? {} : { temp_directory: options.directory }),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const session: QualitySession = {
    connection,
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRows() as unknown[][],
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
  await session.run(
    "SET TimeZone = 'UTC'; SET default_null_order = 'nulls_first_on_asc_last_on_desc'; SET lambda_syntax = 'ENABLE_SINGLE_ARROW'",
  );
  await registerQualityFunctions(connection);
  return session;
};

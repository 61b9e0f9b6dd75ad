import { type DuckDBConnection, DuckDBInstance, type Json } from '@duckdb/node-api';
import { macros } from './macros.ts';
import { registerScalarFunctions } from './scalarFunctions.ts';

/** One DuckDB in memory with Spark's settings; spills to `directory` when `memoryMiB` is not enough. */
export class Session {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.connection = connection;
  }

  static async open(options: { threads?: number; memoryMiB?: number; directory?: string } = {}): Promise<Session> {
    const instance = await DuckDBInstance.create(':memory:', {
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      ...(options.memoryMiB === undefined ? {} : { memory_limit: `${options.memoryMiB}MiB` }),
      ...(options.directory === undefined ? {} : { temp_directory: options.directory }),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const session = new Session(instance, await instance.connect());
    await session.run(
      "SET TimeZone = 'UTC'; SET default_null_order = 'nulls_first_on_asc_last_on_desc'; SET lambda_syntax = 'ENABLE_SINGLE_ARROW'",
    );
    registerScalarFunctions(session.connection);
    await session.run(macros());
    return session;
  }

  async run(sql: string, values?: Record<string, string | number | boolean | null>): Promise<void> {
    await this.connection.run(sql, values);
  }

  /** All rows as plain JSON values; for small answers. */
  async rows(sql: string): Promise<Json[][]> {
    return (await this.connection.runAndReadAll(sql)).getRowsJson();
  }

  close(): void {
    this.connection.closeSync();
    this.#instance.closeSync();
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type Json } from '@duckdb/node-api';
import { macros } from './macros.ts';
import { text } from './quote.ts';
import { registerScalarFunctions } from './scalarFunctions.ts';

/** An operator of a statement that ran, as DuckDB's profile tells it; the root has no operator. */
export interface PlanNode {
  operator_name?: string;
  operator_type?: string;
  /** Rows that it gave. */
  operator_cardinality?: number;
  children?: PlanNode[];
}

/** One DuckDB in memory with Spark's settings; spills to `directory` when `memoryMiB` is not enough. */
export class Session {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;
  readonly #directory: string | undefined;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, directory: string | undefined) {
    this.#instance = instance;
    this.#directory = directory;
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
    const session = new Session(instance, await instance.connect(), options.directory);
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

  /** Runs a statement and answers its plan with the rows that each operator gave. For sessions with a directory. */
  async profiled(sql: string): Promise<PlanNode> {
    if (this.#directory === undefined) throw new TypeError('a session without a directory keeps no profile');
    const file = join(this.#directory, 'profile.json');
    const metrics = '{"OPERATOR_NAME": "true", "OPERATOR_TYPE": "true", "OPERATOR_CARDINALITY": "true"}';
    await this.run(
      `SET enable_profiling = 'json'; SET profiling_output = ${text(file)}; SET custom_profiling_settings = '${metrics}'`,
    );
    try {
      await this.run(sql);
    } finally {
      // Turning it off is a statement too, whose profile must not take the other's place.
      await this.run(`SET profiling_output = ${text(join(this.#directory, 'last.json'))}; PRAGMA disable_profiling`);
    }
    return JSON.parse(readFileSync(file, 'utf8')) as PlanNode;
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

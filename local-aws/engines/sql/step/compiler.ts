import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../duckdb/session.ts';
import { StepError } from '../errors.ts';
import { toDuckDB } from '../interim/sparkToDuckdb.mjs';
import type { Column, DataType } from '../types/dataType.ts';
import { fromDuckdb } from '../types/fromDuckdb.ts';

export interface Compiled {
  sql: string;
  columns: Column[];
}

export class Compiler {
  readonly #session: Session;
  private constructor(session: Session) {
    this.#session = session;
  }
  static async create(session: Session): Promise<Compiler> {
    await session.run(readFileSync(join(import.meta.dirname, '..', 'interim', 'spark-semantics.sql'), 'utf8'));
    return new Compiler(session);
  }
  declare(_name: string, _columns: readonly Column[]): void {}
  parameter(_name: string, _type: DataType): void {}
  async compile(spark: string): Promise<Compiled> {
    let sql: string;
    try {
      sql = toDuckDB(spark).replace(/\$(\w+)/g, "getvariable('$1')");
    } catch (error) {
      throw new StepError('NotPortable', (error as Error).message);
    }
    const rows = await this.#session.rows(`DESCRIBE ${sql}`);
    return {
      sql,
      columns: rows.map(([name, type]) => ({
        name: String(name),
        type: fromDuckdb(String(type) === 'HUGEINT' ? 'BIGINT' : String(type)),
      })),
    };
  }
}

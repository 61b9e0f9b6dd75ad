import type { Compiler } from '../compile/compiler.ts';
import { stepFailure } from '../duckdb/failure.ts';
import { identifier } from '../duckdb/quote.ts';
import type { Session } from '../duckdb/session.ts';
import { STRING, typeName } from '../types/dataType.ts';
import { parseType } from '../types/parseType.ts';
import type { ResolvedObject } from './port.ts';
import { readCsv } from './readCsv.ts';
import { readJson } from './readJson.ts';
import { readParquet } from './readParquet.ts';
import { REJECT_COLUMNS, storeRejects } from './rejects.ts';
import type { StepInput } from './stepDocument.ts';

/** Makes an input's view, and the one of its rejects, for the step's SQL. */
export const readInput = async (
  session: Session,
  compiler: Compiler,
  input: StepInput,
  objects: readonly ResolvedObject[],
  scratch: string,
): Promise<{ name: string; rows: number; rejected: number }> => {
  const where = `input ${input.name}`;
  try {
    if (input.format === 'parquet') {
      compiler.declare(input.name, await readParquet(session, input, objects));
      if (input.rejects !== undefined) {
        await storeRejects(session, input.rejects, []);
        compiler.declare(input.rejects, REJECT_COLUMNS);
      }
      return { name: input.name, rows: await count(session, input.name), rejected: 0 };
    }
    const typed = input.columns.some(({ type }) => parseType(type).kind !== 'string');
    const raw = typed ? `${input.name} as text` : input.name;
    const rejects = await (input.format === 'csv' ? readCsv : readJson)(session, input, objects, raw, scratch);
    const columns = input.columns.map(({ name, type }) => ({ name, type: parseType(type) }));
    if (typed) {
      compiler.declare(
        raw,
        columns.map(({ name }) => ({ name, type: STRING })),
      );
      const { sql } = compiler.compile(
        `SELECT ${columns.map(({ name, type }) => `CAST(${sparkName(name)} AS ${typeName(type)}) AS ${sparkName(name)}`).join(', ')} FROM ${sparkName(raw)}`,
      );
      await session.run(`CREATE TEMP TABLE ${identifier(input.name)} AS ${sql}`);
      await session.run(`DROP TABLE ${identifier(raw)}`);
    }
    compiler.declare(input.name, columns);
    if (input.rejects !== undefined) {
      await storeRejects(session, input.rejects, rejects);
      compiler.declare(input.rejects, REJECT_COLUMNS);
    }
    return { name: input.name, rows: await count(session, input.name), rejected: rejects.length };
  } catch (error) {
    throw stepFailure(error, where);
  }
};

const count = async (session: Session, name: string): Promise<number> => {
  const [[rows] = []] = await session.rows(`SELECT count(*) FROM ${identifier(name)}`);
  return Number(rows);
};

const sparkName = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

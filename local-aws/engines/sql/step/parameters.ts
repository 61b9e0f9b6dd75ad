import type { Compiler } from '../compile/compiler.ts';
import { identifier } from '../duckdb/quote.ts';
import type { Session } from '../duckdb/session.ts';
import { StepError } from '../errors.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { parseType } from '../types/parseType.ts';
import type { StepDocument } from './stepDocument.ts';

/** Binds each parameter's value to a DuckDB variable, which `:name` in the SQL becomes. Throws `StepInvalid` for a value that is not of its type. */
export const bindParameters = async (session: Session, compiler: Compiler, step: StepDocument): Promise<void> => {
  for (const [name, parameter] of Object.entries(step.parameters)) {
    const type = parseType(parameter.type);
    try {
      await session.run('CREATE OR REPLACE TEMP TABLE parameter_value AS SELECT CAST($value AS VARCHAR) AS value', {
        value: parameter.value === null ? null : String(parameter.value),
      });
      await session.run(
        `SET VARIABLE ${identifier(name)} = (SELECT CAST(value AS ${duckdbType(type)}) FROM parameter_value)`,
      );
    } catch (error) {
      throw new StepError('StepInvalid', `parameter ${name}: ${parameter.value} is not a ${parameter.type}`, {
        cause: error,
      });
    }
    compiler.parameter(name, type);
  }
  await session.run('DROP TABLE IF EXISTS parameter_value');
};

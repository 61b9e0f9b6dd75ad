import { StepError } from '../errors.ts';
import { type DataType, typeName } from '../types/dataType.ts';

/** What Spark refuses while analysing, too. */
export const sqlInvalid = (reason: string): StepError => new StepError('SqlInvalid', reason);

/** Spark's DATATYPE_MISMATCH. */
export const mismatch = (what: string, expected: string, found: DataType): StepError =>
  sqlInvalid(`${what}: expected ${expected}, found ${typeName(found)}`);

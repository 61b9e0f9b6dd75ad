import { identifier } from '../duckdb/quote.ts';
import type { Session } from '../duckdb/session.ts';
import { StepError } from '../errors.ts';
import { checkHeader, csvScan, takeRejects } from './csvScan.ts';
import type { ResolvedObject } from './port.ts';
import type { Reject } from './rejects.ts';
import type { StepInput } from './stepDocument.ts';
import { textFile } from './textFile.ts';

/**
 * Reads a delimited input into the table `into`, every column as text; answers the lines that are no rows. Both engines take empty and
 * `nullText` as NULL. Throws `SchemaChanged` for another header, `SourceDamaged` for bytes that are no such file.
 */
export const readCsv = async (
  session: Session,
  input: StepInput,
  objects: readonly ResolvedObject[],
  into: string,
  scratch: string,
): Promise<Reject[]> => {
  const rejects: Reject[] = [];
  await session.run(
    `CREATE TEMP TABLE ${identifier(into)} (${input.columns.map(({ name }) => `${identifier(name)} VARCHAR`).join(', ')})`,
  );
  // One file a call keeps the order of the files.
  for (const object of objects) {
    const file = await textFile(object, scratch);
    await checkHeader(input, object, file.path);
    try {
      await session.run(`INSERT INTO ${identifier(into)} SELECT * FROM ${csvScan(input, file.path)}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message.replaceAll(file.path, object.uri) : String(error);
      throw new StepError('SourceDamaged', `${object.uri} (table ${input.name}) cannot be read: ${reason}`, {
        cause: error,
      });
    }
    await file.release();
    for (const reject of await takeRejects(session, input, object)) rejects.push(reject);
  }
  return rejects;
};

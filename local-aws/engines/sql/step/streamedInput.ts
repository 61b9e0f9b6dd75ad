import { identifier } from '../duckdb/quote.ts';
import type { PlanNode, Session } from '../duckdb/session.ts';
import { checkHeader, csvScan, takeRejects } from './csvScan.ts';
import type { ResolvedObject } from './port.ts';
import type { Reject } from './rejects.ts';
import type { StepInput } from './stepDocument.ts';
import { type TextFile, textFile } from './textFile.ts';

/** Operators that take every row of what is below them: what they stand on was read to its end. */
const THOROUGH = new Set([
  'PROJECTION',
  'FILTER',
  'WINDOW',
  'STREAMING_WINDOW',
  'HASH_GROUP_BY',
  'PERFECT_HASH_GROUP_BY',
  'UNGROUPED_AGGREGATE',
  'ORDER_BY',
  'COPY_TO_FILE',
  'BATCH_COPY_TO_FILE',
  'CREATE_TABLE_AS',
  'BATCH_CREATE_TABLE_AS',
]);

/** A delimited file that one statement reads as it goes, so that its text is never kept as a table. */
export class StreamedInput {
  readonly #session: Session;
  readonly #input: StepInput;
  readonly #object: ResolvedObject;
  readonly #file: TextFile;

  private constructor(session: Session, input: StepInput, object: ResolvedObject, file: TextFile) {
    this.#session = session;
    this.#input = input;
    this.#object = object;
    this.#file = file;
  }

  /** Makes the input's view; undefined where the file has to be read on its own, to tell what is wrong with it. Throws as `readCsv` does. */
  static async open(
    session: Session,
    input: StepInput,
    object: ResolvedObject,
    scratch: string,
  ): Promise<StreamedInput | undefined> {
    const file = await textFile(object, scratch);
    // A statement does not look at the bytes of columns that it does not use.
    if (!file.utf8) {
      await file.release();
      return undefined;
    }
    await checkHeader(input, object, file.path);
    await session.run(`CREATE TEMP VIEW ${identifier(input.name)} AS SELECT * FROM ${csvScan(input, file.path)}`);
    return new StreamedInput(session, input, object, file);
  }

  /** Runs the statement that reads it. Throws `SourceDamaged` for the file, else what the statement throws. */
  async run(sql: string): Promise<{ rows: number; rejects: Reject[] }> {
    try {
      const rows = scannedRows(await this.#session.profiled(sql)) ?? (await this.#count());
      const rejects = await takeRejects(this.#session, this.#input, this.#object);
      await this.#file.release();
      return { rows, rejects };
    } catch (error) {
      // What is wrong with the file comes first.
      await this.#count();
      await takeRejects(this.#session, this.#input, this.#object);
      throw error;
    }
  }

  /** Reads the file once more, for a statement that may have left some of it out; a line that is rejected again counts once. */
  async #count(): Promise<number> {
    const [[rows] = []] = await this.#session.rows(`SELECT count(*) FROM ${identifier(this.#input.name)}`);
    return Number(rows);
  }
}

/** The rows of the plan's one file, if the plan reads it once and to its end. */
const scannedRows = (plan: PlanNode): number | undefined => {
  let node = plan;
  for (;;) {
    const [child, another] = node.children ?? [];
    if (another !== undefined) return undefined;
    if (child === undefined) return node.operator_name?.trim() === 'READ_CSV' ? node.operator_cardinality : undefined;
    if (node !== plan && !THOROUGH.has(node.operator_type ?? '')) return undefined;
    node = child;
  }
};

import type { Compiler } from '../compile/compiler.ts';
import { stepFailure } from '../duckdb/failure.ts';
import type { Session } from '../duckdb/session.ts';
import { STRING } from '../types/dataType.ts';
import { parseType } from '../types/parseType.ts';
import type { ManifestInput } from './manifest.ts';
import type { ResolvedObject } from './port.ts';
import { readInput } from './readInput.ts';
import { REJECT_COLUMNS, storeRejects } from './rejects.ts';
import { soleReader } from './soleReader.ts';
import type { StepDocument, StepInput } from './stepDocument.ts';
import { StreamedInput } from './streamedInput.ts';

type InputFacts = Pick<ManifestInput, 'name' | 'rows' | 'rejected'>;

/** A step's inputs: read before its statements, or streamed into the one statement that reads them. */
export class StepInputs {
  readonly #session: Session;
  readonly #compiler: Compiler;
  readonly #step: StepDocument;
  readonly #scratch: string;
  readonly #log: (line: string) => void;
  readonly #facts = new Map<string, InputFacts>();
  /** By what reads it, as `soleReader` names it. */
  readonly #streamed = new Map<string, { input: StepInput; stream: StreamedInput }>();

  constructor(session: Session, compiler: Compiler, step: StepDocument, scratch: string, log: (line: string) => void) {
    this.#session = session;
    this.#compiler = compiler;
    this.#step = step;
    this.#scratch = scratch;
    this.#log = log;
  }

  /** Makes an input's view, and the one of its rejects. */
  async read(input: StepInput, objects: readonly ResolvedObject[]): Promise<void> {
    const reader = this.#readerOf(input, objects);
    const [object] = objects;
    if (reader !== undefined && object !== undefined) {
      const stream = await this.#open(input, object);
      if (stream) {
        this.#streamed.set(reader, { input, stream });
        return;
      }
    }
    this.#keep(await readInput(this.#session, this.#compiler, input, objects, this.#scratch));
  }

  /** Runs the statement of `view <name>` or `output <name>`. */
  async run(reader: string, sql: string): Promise<void> {
    const streamed = this.#streamed.get(reader);
    if (!streamed) return this.#session.run(sql);
    const { input, stream } = streamed;
    const { rows, rejects } = await stream.run(sql);
    if (input.rejects !== undefined) await storeRejects(this.#session, input.rejects, rejects);
    this.#keep({ name: input.name, rows, rejected: rejects.length });
  }

  /** In the step's order, once all statements ran. */
  facts(): InputFacts[] {
    return this.#step.inputs.flatMap(({ name }) => this.#facts.get(name) ?? []);
  }

  /** A delimited file of text that one statement reads, no other streamed input among what it reads, and no rejects needed before it ran. */
  #readerOf(input: StepInput, objects: readonly ResolvedObject[]): string | undefined {
    const text = input.columns.every(({ type }) => parseType(type).kind === 'string');
    if (input.format !== 'csv' || objects.length !== 1 || !text) return undefined;
    const reader = soleReader(this.#step, input.name);
    if (reader === undefined || this.#streamed.has(reader)) return undefined;
    // The rejects have to be there for all statements after the first.
    const first = this.#step.views.findIndex(({ keep }) => keep);
    const upToFirst = this.#step.views.slice(0, first + 1);
    const { rejects } = input;
    if (rejects === undefined) return reader;
    const inTime = reader === `view ${this.#step.views[first]?.name}`;
    return inTime && !upToFirst.some(({ sql }) => sql.toLowerCase().includes(rejects.toLowerCase()))
      ? reader
      : undefined;
  }

  async #open(input: StepInput, object: ResolvedObject): Promise<StreamedInput | undefined> {
    try {
      const stream = await StreamedInput.open(this.#session, input, object, this.#scratch);
      if (!stream) return undefined;
      this.#compiler.declare(
        input.name,
        input.columns.map(({ name }) => ({ name, type: STRING })),
      );
      if (input.rejects !== undefined) {
        await storeRejects(this.#session, input.rejects, []);
        this.#compiler.declare(input.rejects, REJECT_COLUMNS);
      }
      return stream;
    } catch (error) {
      throw stepFailure(error, `input ${input.name}`);
    }
  }

  #keep(facts: InputFacts): void {
    this.#facts.set(facts.name, facts);
    this.#log(
      `read ${facts.rows} rows of ${facts.name}${facts.rejected > 0 ? `, ${facts.rejected} lines rejected` : ''}`,
    );
  }
}

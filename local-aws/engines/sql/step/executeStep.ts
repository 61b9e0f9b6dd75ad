import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Compiler } from '../compile/compiler.ts';
import { stepFailure } from '../duckdb/failure.ts';
import { identifier } from '../duckdb/quote.ts';
import { Session } from '../duckdb/session.ts';

import type { ManifestInput } from './manifest.ts';
import { bindParameters } from './parameters.ts';
import type { ResolvedObject } from './port.ts';
import type { StepResources } from './resources.ts';
import type { StepDocument } from './stepDocument.ts';
import { StepInputs } from './stepInputs.ts';
import { type WrittenOutput, writeOutput } from './writeOutput.ts';

export interface StepRequest {
  step: StepDocument;
  /** The files of each input, in the step's order. */
  objects: ResolvedObject[][];
  resources: StepResources;
  /** An empty directory of this run's own. */
  scratch: string;
}

export interface StepResult {
  inputs: Pick<ManifestInput, 'name' | 'rows' | 'rejected'>[];
  outputs: WrittenOutput[];
}

/** Runs a step on DuckDB from files into files below `scratch`; publishes nothing. Throws `StepError`. */
export const executeStep = async (
  { step, objects, resources, scratch }: StepRequest,
  log: (line: string) => void,
): Promise<StepResult> => {
  const spill = join(scratch, 'spill');
  mkdirSync(spill, { recursive: true });
  const session = await Session.open({ ...resources, directory: spill });
  try {
    const compiler = new Compiler();
    await bindParameters(session, compiler, step);
    const inputs = new StepInputs(session, compiler, step, scratch, log);
    for (const [at, input] of step.inputs.entries()) await inputs.read(input, objects[at] ?? []);
    for (const { name, sql, keep } of step.views) {
      try {
        const compiled = compiler.compile(sql);
        const create = `CREATE TEMP ${keep ? 'TABLE' : 'VIEW'} ${identifier(name)} AS ${compiled.sql}`;
        await (keep ? inputs.run(`view ${name}`, create) : session.run(create));
        compiler.declare(name, compiled.columns);
      } catch (error) {
        throw stepFailure(error, `view ${name}`);
      }
    }
    const outputs: WrittenOutput[] = [];
    for (const output of step.outputs) {
      const written = await writeOutput(session, compiler, output, scratch, (sql) =>
        inputs.run(`output ${output.name}`, sql),
      ).catch((error: unknown) => {
        throw stepFailure(error, `output ${output.name}`);
      });
      log(`wrote ${written.rows} rows of ${output.name}`);
      outputs.push(written);
    }
    return { inputs: inputs.facts(), outputs };
  } finally {
    session.close();
  }
};

import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '../../../cloud.ts';
import { StepError } from '../../../engines/sql/errors.ts';
import { runStep } from '../../../engines/sql/runStep.ts';
import type { StepPort } from '../../../engines/sql/step/port.ts';
import { resourcesOf } from '../../../engines/sql/step/resources.ts';
import { parseStepDocument, type StepDocument } from '../../../engines/sql/step/stepDocument.ts';

/** What `glue/run_sql.py` says of itself: a script with this line runs a step document, which the laptop's SQL engine runs too. */
export const STEP_RUNNER_MARK = '# nightjar-step-runner: 1';

export interface JobWork {
  cloud: Cloud;
  port: StepPort;
  /** Path of the job's script, read with the role's rights. */
  script: string;
  scriptUri: string;
  arguments: Readonly<Record<string, string>>;
  workerType: string;
  workers: number;
  signal: AbortSignal;
}

/** Runs a job on DuckDB. Throws `StepError`: `ScriptNotSupported` for any script but the step runner. */
export const runSqlJob = async (work: JobWork): Promise<void> => {
  if (!readFileSync(work.script, 'utf8').includes(STEP_RUNNER_MARK))
    throw new StepError(
      'ScriptNotSupported',
      `${work.scriptUri} is a PySpark script of its own, which DuckDB cannot run: start the laptop's AWS with the Spark engine (--glue spark)`,
    );
  const step = await readStep(work);
  const machine = { cores: availableParallelism(), memoryMiB: Math.floor(totalmem() / 1024 / 1024) };
  const { peakRssMiB, manifest } = await runStep(step, work.port, {
    resources: resourcesOf(work.workerType, work.workers, machine),
    directory: join(work.cloud.directory, 'scratch'),
    signal: work.signal,
  });
  const rows = manifest.outputs.reduce((sum, output) => sum + output.rows, 0);
  work.port.log?.(`step ${step.name}: ${rows} rows written, peak memory ${Math.round(peakRssMiB)} MiB`);
};

/** The step document that the run's argument `--step` names, read with the role's rights. Throws `StepInvalid`. */
export const readStep = async (work: JobWork): Promise<StepDocument> => {
  const uri = work.arguments['--step'];
  if (uri === undefined)
    throw new StepError('StepInvalid', 'the job run has no argument --step, the URI of its step document');
  const { path } = await work.port.resolve(uri);
  return parseStepDocument(parseJson(readFileSync(path, 'utf8'), uri));
};

const parseJson = (text: string, uri: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StepError('StepInvalid', `${uri} is not JSON: ${String(cause)}`, { cause });
  }
};

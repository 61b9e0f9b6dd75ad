/**
 * `npm run bench -- overhead [--last] [--pipeline NAME]`: where a night's wall time goes that is not its jobs' own. Runs a night on the
 * laptop first, unless `--last` says to read the newest one; histories, job times and Lambda's own log lines come through the APIs.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DescribeExecutionCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { readHistory, spansOf } from '../cli/night/history.ts';
import { busySeconds, readJobs } from '../cli/night/jobs.ts';
import { statesClient } from '../cli/night/target.ts';
import { openLaptop } from '../cli/session/laptop.ts';
import { output } from '../cli/session/session.ts';
import { readInvocations } from './overhead/invocations.ts';
import { type Part, parts, partsOf, type StageParts, tasksOf } from './overhead/parts.ts';

const root = join(import.meta.dirname, '..');
const barMs = 100;

const runNight = (pipeline: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'cli', 'nightjar.mjs'), 'run', '--pipeline', pipeline], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`overhead: the night ended with exit code ${code}`)),
    );
  });

/** Runs the benchmark; throws when the night fails or none has run. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: { last: { type: 'boolean', default: false }, pipeline: { type: 'string', default: 'credit-risk' } },
  });
  if (!values.last) await runNight(values.pipeline);
  const laptop = await openLaptop({ progress: () => {} });
  try {
    const { executions = [] } = await statesClient().send(
      new ListExecutionsCommand({ stateMachineArn: output(laptop, 'NightlyTrainingArn'), statusFilter: 'SUCCEEDED' }),
    );
    const executionArn = executions.find(({ name }) => name?.startsWith(`${values.pipeline}-`))?.executionArn;
    if (!executionArn) throw new Error(`overhead: no night of ${values.pipeline} has succeeded yet; leave out --last`);
    const execution = await statesClient().send(new DescribeExecutionCommand({ executionArn }));
    const events = await readHistory(statesClient(), executionArn);
    const jobs = await readJobs(spansOf(events), output(laptop, 'GlueJobName'));
    const from = execution.startDate?.getTime() ?? 0;
    const to = execution.stopDate?.getTime() ?? 0;
    const tasks = tasksOf(events);
    const invocations = await readInvocations(
      [...new Set([...tasks.map((task) => task.functionName), `${laptop.stack}-finish-stage`])],
      { from, to: to + 1000 },
    );
    const stages = partsOf(tasks, jobs, invocations, `${laptop.stack}-finish-stage`);
    const wallMs = to - from;
    const overheadMs = Math.max(0, wallMs - 1000 * busySeconds(jobs)) / Math.max(1, stages.length);
    print(executionArn, stages, wallMs, 1000 * busySeconds(jobs), overheadMs);
  } finally {
    await laptop.close();
  }
};

const milliseconds = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(0)).padStart(9);

const print = (arn: string, stages: StageParts[], wallMs: number, jobMs: number, overheadMs: number): void => {
  const names = Object.keys(parts) as Part[];
  console.log(`${arn}\nmilliseconds; parallel stages overlap, so columns do not add up to the wall time\n`);
  console.log(`${''.padEnd(20)}${names.map((name) => name.padStart(9)).join('')}      job`);
  for (const stage of stages)
    console.log(
      `${stage.state.padEnd(20)}${names.map((name) => milliseconds(stage[name])).join('')}${milliseconds(stage.job)}`,
    );
  const means = Object.fromEntries(
    names.map((name) => [
      name,
      stages.reduce((sum, stage) => sum + (stage[name] ?? 0), 0) / Math.max(1, stages.length),
    ]),
  ) as Record<Part, number>;
  console.log(`${'mean of all stages'.padEnd(20)}${names.map((name) => milliseconds(means[name])).join('')}\n`);
  for (const name of names) console.log(`  ${name.padEnd(9)} ${parts[name]}`);
  const ratio = overheadMs / barMs;
  console.log(
    `\nwall ${(wallMs / 1000).toFixed(1)} s, at least one job at work ${(jobMs / 1000).toFixed(1)} s, ${stages.length} stages: overhead ${overheadMs.toFixed(0)} ms a stage, ${ratio.toFixed(2)} of the bar of ${barMs} ms`,
  );
  console.log(
    JSON.stringify({ benchmark: 'overhead', wallMs, jobMs, stages: stages.length, overheadMs, ratio, means }),
  );
};

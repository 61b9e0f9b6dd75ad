import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { runSparkStep } from '../../../engines/spark/runSparkStep.ts';
import { runSparkScript } from '../../../engines/spark/sparkProcess.ts';
import { resourcesOf } from '../../../engines/sql/step/resources.ts';
import type { JobLog } from './jobLog.ts';
import { type JobWork, readStep, STEP_RUNNER_MARK } from './sqlJob.ts';

/** Runs a job on real Spark: the step runner on local copies of its objects, any other script as it is, with the role's credentials. */
export const runSparkJob = async (work: JobWork & { role: string; log: JobLog }): Promise<void> => {
  const { cloud, log, signal, script } = work;
  const machine = { cores: availableParallelism(), memoryMiB: Math.floor(totalmem() / 1024 / 1024) };
  const options = {
    script,
    resources: resourcesOf(work.workerType, work.workers, machine),
    pythonRoot: join(cloud.directory, 'python'),
    signal,
    onLine: (channel: 'output' | 'error', line: string) => log.write(channel, [line]),
  };
  const directory = join(cloud.directory, 'scratch');
  if (readFileSync(script, 'utf8').includes(STEP_RUNNER_MARK)) {
    await runSparkStep(await readStep(work), work.port, { ...options, directory });
    return;
  }
  mkdirSync(directory, { recursive: true });
  const scratch = mkdtempSync(join(directory, 'script-'));
  const keys = cloud.parts.credentials.issue(work.role, 'GlueJobRunnerSession');
  try {
    await runSparkScript({
      ...options,
      directory: scratch,
      arguments: Object.entries(work.arguments).flat(),
      env: {
        AWS_ENDPOINT_URL: cloud.endpoint,
        AWS_REGION: cloud.region,
        AWS_DEFAULT_REGION: cloud.region,
        AWS_ACCESS_KEY_ID: keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
        AWS_SESSION_TOKEN: keys.sessionToken,
      },
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

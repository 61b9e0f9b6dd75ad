import type { Cloud } from '../../../cloud.ts';
import { roleSession, servicePrincipal } from '../../../deliveries/roleSession.ts';
import { StepError } from '../../../engines/sql/errors.ts';
import { roleArn } from './checkJob.ts';
import { JobLog } from './jobLog.ts';
import { objectPort } from './objectPort.ts';
import type { JobRecord, JobRunRecord } from './records.ts';
import { runSparkJob } from './sparkJob.ts';
import { runSqlJob } from './sqlJob.ts';

/** Does a run's work on the engine that the server was started with, with the rights of the job's role. Throws why the run fails. */
export const runWork = async (cloud: Cloud, job: JobRecord, run: JobRunRecord, signal: AbortSignal): Promise<void> => {
  const role = roleArn(cloud, job.Role ?? '');
  const denial = cloud.parts.authorizer?.mayAssume?.(role, servicePrincipal('glue.amazonaws.com'));
  if (denial)
    throw new StepError('AccessDenied', `Role ${role} should be given assume role permissions for Glue Service.`);
  const caller = roleSession(role, 'GlueJobRunnerSession');
  const log = new JobLog(cloud, caller, run.Id);
  try {
    const port = objectPort(cloud, caller, log);
    const scriptUri = job.Command?.ScriptLocation ?? '';
    const { path: script } = await port.resolve(scriptUri);
    const work = {
      cloud,
      port,
      script,
      scriptUri,
      arguments: { ...job.DefaultArguments, ...run.Arguments, ...job.NonOverridableArguments },
      workerType: run.WorkerType ?? 'G.1X',
      workers: run.NumberOfWorkers ?? 2,
      signal,
    };
    if (cloud.settings?.glueEngine === 'spark') await runSparkJob({ ...work, role, log });
    else await runSqlJob(work);
  } catch (error) {
    if (!signal.aborted)
      log.write('error', [error instanceof Error ? `${error.name}: ${error.message}` : String(error)]);
    throw error;
  } finally {
    await log.flush();
  }
};

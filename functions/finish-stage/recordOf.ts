import * as z from 'zod';
import { env } from '../shared/env.ts';
import { parseJobName } from '../shared/jobs/driver.ts';
import { stageKeyOfGlueRun } from '../shared/jobs/glue.ts';
import { stageKeyOfQualityRun } from '../shared/jobs/quality.ts';
import { type JobRecord, jobRecords } from '../shared/jobs/record.ts';

const text = z.string();

/** An event that says something about a job has changed; what it says beyond that is not believed, the job is asked. */
export const stateChange = z.object({
  source: text,
  'detail-type': text,
  detail: z.object({
    jobName: text.optional(),
    jobRunId: text.optional(),
    context: z.object({ runId: text.optional() }).optional(),
    TrainingJobName: text.optional(),
    TransformJobName: text.optional(),
    EndpointName: text.optional(),
    ModelPackageArn: text.optional(),
    bucket: z.object({ name: text }).optional(),
    object: z.object({ key: text }).optional(),
  }),
});
export type StateChange = z.infer<typeof stateChange>;

/** Records of the stages that the event may be about: none for a job that is none of ours, or that nobody waits for. */
export const recordsOf = async (event: StateChange): Promise<JobRecord[]> => {
  const { detail } = event;
  switch (event['detail-type']) {
    case 'Glue Job State Change':
      return detail.jobName === env.glueJob() && detail.jobRunId
        ? byName(await stageKeyOfGlueRun(detail.jobRunId), detail.jobRunId)
        : [];
    case 'Data Quality Evaluation Results Available':
      return detail.context?.runId
        ? byName(await stageKeyOfQualityRun(detail.context.runId), detail.context.runId)
        : [];
    case 'SageMaker Training Job State Change':
      return byName(detail.TrainingJobName, detail.TrainingJobName);
    case 'SageMaker Transform Job State Change':
      return byName(detail.TransformJobName, detail.TransformJobName);
    case 'SageMaker Endpoint State Change':
      return openWhere((record) => record.kind === 'endpoint' && record.request.endpoint === detail.EndpointName);
    case 'SageMaker Model Package State Change':
      return openWhere(
        (record) => record.kind === 'approval' && record.request.modelPackage === detail.ModelPackageArn,
      );
    case 'Object Created':
      return openWhere(
        (record) =>
          record.kind === 'sources' && (detail.object?.key ?? '').startsWith(`landing/${record.run.pipeline}/`),
      );
    default:
      return [];
  }
};

/** The job may be quicker than the call that started it: then the record does not know its id yet, but the job carries its key. */
const byName = async (name: string | undefined, jobId: string | undefined): Promise<JobRecord[]> => {
  const parsed = name === undefined ? undefined : parseJobName(name);
  const record = parsed && (await jobRecords.get(parsed.key));
  return record && jobId && record.attempt === parsed.attempt ? [{ ...record, jobId: record.jobId ?? jobId }] : [];
};

const openWhere = async (is: (record: JobRecord) => boolean): Promise<JobRecord[]> =>
  (await jobRecords.listOpen()).filter((record) => record.jobId && is(record));

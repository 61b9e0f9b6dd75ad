import {
  CreateModelPackageCommand,
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
} from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import { sagemaker } from '../shared/clients/sagemaker.ts';
import { evaluationOutcome } from '../shared/contracts/evaluation.ts';
import { trainingOutcome } from '../shared/contracts/outcomes.ts';
import type { Registration } from '../shared/contracts/registration.ts';
import { run } from '../shared/contracts/run.ts';
import { env } from '../shared/env.ts';
import { createHandler } from '../shared/handler.ts';
import { specOf } from '../shared/spec.ts';

/** The package of this training job, where an earlier call registered it: CreateModelPackage makes a new version each time. */
const registered = async (group: string, trainingJob: string): Promise<Registration | undefined> => {
  const { ModelPackageSummaryList = [] } = await sagemaker().send(
    new ListModelPackagesCommand({
      ModelPackageGroupName: group,
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
      MaxResults: 10,
    }),
  );
  for (const { ModelPackageArn } of ModelPackageSummaryList) {
    const found = await sagemaker().send(new DescribeModelPackageCommand({ ModelPackageName: ModelPackageArn }));
    if (found.CustomerMetadataProperties?.trainingJob === trainingJob)
      return {
        modelPackageArn: ModelPackageArn ?? '',
        version: found.ModelPackageVersion ?? 0,
        approval: found.ModelApprovalStatus ?? '',
      };
  }
  return undefined;
};

/** A model package with metrics, lineage and approval status: the registry's record of a model that may serve. */
export const handler = createHandler(
  z.strictObject({ run, training: trainingOutcome, evaluation: evaluationOutcome }),
  async ({ run, training, evaluation }): Promise<Registration> => {
    const { spec, hash } = await specOf(run);
    const group = `${env.resourcePrefix()}-${run.pipeline}`;
    const known = await registered(group, training.jobId);
    if (known) return known;
    const approval = spec.approval.required ? 'PendingManualApproval' : 'Approved';
    const { ModelPackageArn = '' } = await sagemaker().send(
      new CreateModelPackageCommand({
        ModelPackageGroupName: group,
        ModelPackageDescription: `${spec.title}, trained for business date ${run.businessDate}`,
        ModelApprovalStatus: approval,
        InferenceSpecification: {
          Containers: [{ Image: training.image, ModelDataUrl: training.model }],
          SupportedContentTypes: ['text/csv'],
          SupportedResponseMIMETypes: ['text/csv', 'application/json'],
        },
        ModelMetrics: {
          ModelQuality: { Statistics: { ContentType: 'application/json', S3Uri: evaluation.evaluation } },
        },
        CustomerMetadataProperties: {
          pipeline: run.pipeline,
          businessDate: run.businessDate,
          run: run.runId,
          specHash: hash,
          trainingJob: training.jobId,
          modelEtag: training.modelEtag,
          ...Object.fromEntries(Object.entries(evaluation.metrics).map(([name, value]) => [name, String(value)])),
        },
      }),
    );
    return { modelPackageArn: ModelPackageArn, version: Number(ModelPackageArn.split('/').at(-1)), approval };
  },
);

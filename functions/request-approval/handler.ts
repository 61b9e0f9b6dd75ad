import { PublishCommand } from '@aws-sdk/client-sns';
import { sns } from '../shared/clients/sns.ts';
import { evaluationOutcome } from '../shared/contracts/evaluation.ts';
import { registration } from '../shared/contracts/registration.ts';
import { env } from '../shared/env.ts';
import { approvalDriver } from '../shared/jobs/approval.ts';
import { createStageHandler } from '../shared/stage.ts';

/** Asks for a second person's approval and waits for the model package's status to say what was decided. */
export const handler = createStageHandler({
  stage: 'ApproveModel',
  kind: 'approval',
  driver: approvalDriver,
  input: { registration, evaluation: evaluationOutcome },
  plan: async ({ run, registration, evaluation }, { spec }) => ({
    keyed: { modelPackage: registration.modelPackageArn },
    request: async () => {
      const metrics = Object.entries(evaluation.metrics).map(([name, value]) => `  ${name}: ${value.toFixed(4)}`);
      await sns().send(
        new PublishCommand({
          TopicArn: env.resultTopicArn(),
          Subject: `[${env.resourcePrefix()}] approve ${run.pipeline} version ${registration.version}?`.slice(0, 100),
          Message: [
            `${spec.title}: the model of business date ${run.businessDate} waits for a second person's approval.`,
            ...metrics,
            ...evaluation.reasons.map((reason) => `  ${reason}`),
            `Evaluation: ${evaluation.evaluation}`,
            `Decide within ${spec.approval.expiresHours} hours: nightjar approve --pipeline ${run.pipeline} --version ${registration.version} (or --reject --reason "…"),`,
            `or set the status of model package ${registration.modelPackageArn} in SageMaker.`,
          ].join('\n'),
        }),
      );
      return { modelPackage: registration.modelPackageArn };
    },
  }),
});

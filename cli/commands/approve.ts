import { ListModelPackagesCommand, SageMakerClient, UpdateModelPackageCommand } from '@aws-sdk/client-sagemaker';
import type { Command } from '../command.ts';
import { decide } from '../report/identity.ts';
import { openSession, stageOptions } from '../session/open.ts';
import { CommandError, parseOptions, UsageError } from '../usage.ts';

const help = `nightjar approve: decides on a registered model that waits for a second person

  --pipeline NAME   whose model
  --report NAME     or: whose filing, with its --period
  --period P        such as 2026-11-22 or 2026-11
  --as NAME         name of the approver's session (your own); for the laptop, where everybody is one user
  --version N       which version (the newest that waits)
  --reject          say no
  --reason TEXT     why; kept with the model
  --stage NAME      local (the default) or a deployed stage`;

const options = {
  ...stageOptions,
  pipeline: { type: 'string' },
  report: { type: 'string' },
  period: { type: 'string' },
  as: { type: 'string' },
  version: { type: 'string' },
  reject: { type: 'boolean', default: false },
  reason: { type: 'string' },
} as const;

const approveFiling = async (values: {
  stage: string;
  report: string;
  period?: string;
  version?: string;
  reject: boolean;
  reason?: string;
  as?: string;
}): Promise<number> => {
  const { report, period, version = '1', reason } = values;
  if (!period) throw new UsageError('--period is missing');
  const session = await openSession(values.stage, () => {});
  try {
    const decision = values.reject ? 'rejected' : 'approved';
    const filing = `${report}-${period}-v${version}`;
    const { decidedBy } = await decide(
      session,
      { report, period, filing, decision, ...(reason && { reason }) },
      values.as,
    );
    console.log(`${filing}: ${decision} by ${decidedBy}`);
    return 0;
  } finally {
    await session.close();
  }
};

export const approve: Command = {
  summary: 'approve or reject a model that waits for a second person',
  help,
  run: async (args) => {
    const { values } = parseOptions('approve', args, options);
    if (values.reject && !values.reason) throw new UsageError('a rejection needs its --reason');
    if (values.report) return approveFiling({ ...values, report: values.report });
    if (!values.pipeline) throw new UsageError('--pipeline or --report is missing');
    const session = await openSession(values.stage, () => {});
    try {
      const sagemaker = new SageMakerClient({});
      const { ModelPackageSummaryList = [] } = await sagemaker.send(
        new ListModelPackagesCommand({
          ModelPackageGroupName: `${session.stack}-${values.pipeline}`,
          ModelApprovalStatus: 'PendingManualApproval',
          SortBy: 'CreationTime',
          SortOrder: 'Descending',
        }),
      );
      const wanted = ModelPackageSummaryList.find(
        ({ ModelPackageVersion }) => values.version === undefined || String(ModelPackageVersion) === values.version,
      );
      if (!wanted?.ModelPackageArn)
        throw new CommandError(
          `no model of ${values.pipeline} waits for approval${values.version ? ` as version ${values.version}` : ''}`,
        );
      await sagemaker.send(
        new UpdateModelPackageCommand({
          ModelPackageArn: wanted.ModelPackageArn,
          ModelApprovalStatus: values.reject ? 'Rejected' : 'Approved',
          ...(values.reason && { ApprovalDescription: values.reason }),
        }),
      );
      console.log(`${wanted.ModelPackageArn}: ${values.reject ? 'rejected' : 'approved'}`);
      return 0;
    } finally {
      await session.close();
    }
  },
};

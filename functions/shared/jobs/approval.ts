import { DescribeModelPackageCommand } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import { sagemaker } from '../clients/sagemaker.ts';
import { type JobDriver, jobIdOf } from './driver.ts';

const approvalRequest = z.object({ modelPackage: z.string() });

const describe = (arn: string) => sagemaker().send(new DescribeModelPackageCommand({ ModelPackageName: arn }));

/**
 * A second person's decision. SageMaker's own approval status is the truth: whoever may update the model package decides, IAM says who
 * that is, and the service keeps who it was.
 */
export const approvalDriver: JobDriver = {
  endsAtOnce: true,
  find: async () => undefined,
  start: async (record) => approvalRequest.parse(record.request).modelPackage,
  describe: async (record) => {
    const found = await describe(jobIdOf(record));
    switch (found.ModelApprovalStatus) {
      case 'Approved':
        return { status: 'succeeded' };
      case 'Rejected':
        return {
          status: 'failed',
          error: 'ApprovalRejected',
          cause: `${found.ModelPackageArn} was rejected: ${found.ApprovalDescription ?? 'no reason given'}`,
        };
      default:
        return { status: 'running' };
    }
  },
  outcome: async (record) => {
    const found = await describe(jobIdOf(record));
    return {
      key: record.key,
      approvedBy: found.LastModifiedBy?.IamIdentity?.Arn ?? found.LastModifiedBy?.UserProfileArn ?? null,
      reason: found.ApprovalDescription ?? null,
    };
  },
  stop: async () => {},
};

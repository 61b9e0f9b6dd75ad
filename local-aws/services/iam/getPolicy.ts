import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-iam';
import { operation } from '../../service.ts';
import { policyAnswer } from './answer.ts';
import { type IamContext, policyAccess } from './context.ts';

export const getPolicy = (context: IamContext) =>
  operation<GetPolicyRequest, GetPolicyResponse>({
    name: 'GetPolicy',
    accepts: ['PolicyArn'],
    required: ['PolicyArn'],
    access: (input) => policyAccess('GetPolicy', input.PolicyArn),
    run: (input) => {
      const record = context.roles.policy(input.PolicyArn ?? '');
      const attachments = context.roles.roles().filter(({ attached }) => attached.includes(record.arn)).length;
      return { Policy: policyAnswer(record, attachments) };
    },
  });

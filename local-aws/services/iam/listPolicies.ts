import type { ListPoliciesRequest, ListPoliciesResponse } from '@aws-sdk/client-iam';
import { operation } from '../../service.ts';
import { policyAnswer } from './answer.ts';
import type { IamContext } from './context.ts';

/** The account's own policies; `Scope: AWS` would list those of AWS, of which local-aws knows the texts of a few only. */
export const listPolicies = (context: IamContext) =>
  operation<ListPoliciesRequest, ListPoliciesResponse>({
    name: 'ListPolicies',
    accepts: ['Scope', 'OnlyAttached', 'PathPrefix'],
    inert: ['Marker', 'MaxItems', 'PolicyUsageFilter'],
    run: (input) => {
      if (input.Scope === 'AWS') return { Policies: [], IsTruncated: false };
      const roles = context.roles.roles();
      const Policies = context.roles
        .policies()
        .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
        .map((record) => policyAnswer(record, roles.filter(({ attached }) => attached.includes(record.arn)).length))
        .filter(({ AttachmentCount = 0 }) => !input.OnlyAttached || AttachmentCount > 0);
      return { Policies, IsTruncated: false };
    },
  });

import type {
  DescribeResourcePoliciesRequest,
  DescribeResourcePoliciesResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { ResourcePolicies } from './resourcePolicies.ts';

export const describeResourcePolicies = (policies: ResourcePolicies) =>
  operation<DescribeResourcePoliciesRequest, DescribeResourcePoliciesResponse>({
    name: 'DescribeResourcePolicies',
    accepts: ['nextToken', 'limit'],
    run({ nextToken, limit }) {
      const { items, nextToken: next } = page(policies.list(), ({ policyName = '' }) => policyName, {
        token: nextToken,
        limit,
        defaultLimit: 50,
        tokenError: 'InvalidParameterException',
      });
      return { resourcePolicies: items, nextToken: next };
    },
  });

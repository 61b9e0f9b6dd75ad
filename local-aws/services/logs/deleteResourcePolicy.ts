import type { DeleteResourcePolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import type { ResourcePolicies } from './resourcePolicies.ts';

export const deleteResourcePolicy = (policies: ResourcePolicies) =>
  operation<DeleteResourcePolicyRequest, void>({
    name: 'DeleteResourcePolicy',
    accepts: ['policyName'],
    required: ['policyName'],
    run({ policyName = '' }) {
      policies.remove(policyName);
    },
  });

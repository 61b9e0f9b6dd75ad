import type { PutResourcePolicyRequest, PutResourcePolicyResponse } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { invalid } from './invalid.ts';
import type { ResourcePolicies } from './resourcePolicies.ts';

export const putResourcePolicy = (policies: ResourcePolicies) =>
  operation<PutResourcePolicyRequest, PutResourcePolicyResponse>({
    name: 'PutResourcePolicy',
    accepts: ['policyName', 'policyDocument'],
    required: ['policyName', 'policyDocument'],
    run({ policyName = '', policyDocument = '' }, { cloud }) {
      try {
        JSON.parse(policyDocument);
      } catch {
        throw invalid('policyDocument must be JSON text.');
      }
      return { resourcePolicy: policies.put(policyName, policyDocument, cloud.clock.now()) };
    },
  });

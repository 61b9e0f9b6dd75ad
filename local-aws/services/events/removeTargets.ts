import type { RemoveTargetsRequest, RemoveTargetsResponse } from '@aws-sdk/client-eventbridge';
import { operation } from '../../service.ts';
import type { Router } from './router.ts';
import { ruleAccess } from './ruleAccess.ts';

export const removeTargets = (router: Router) =>
  operation<RemoveTargetsRequest, RemoveTargetsResponse>({
    name: 'RemoveTargets',
    accepts: ['Rule', 'EventBusName', 'Ids'],
    inert: ['Force'],
    required: ['Rule', 'Ids'],
    access: ({ Rule = '', EventBusName }) => ruleAccess(router, 'RemoveTargets', Rule, EventBusName),
    run({ Rule = '', EventBusName, Ids = [] }) {
      const rule = router.buses.rule(Rule, EventBusName);
      const known = new Set(rule.targets.map(({ Id }) => Id));
      router.buses.saveRule({ ...rule, targets: rule.targets.filter(({ Id = '' }) => !Ids.includes(Id)) });
      const FailedEntries = Ids.filter((id) => !known.has(id)).map((TargetId) => ({
        TargetId,
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Target ${TargetId} does not exist on rule ${Rule}.`,
      }));
      return { FailedEntryCount: FailedEntries.length, FailedEntries };
    },
  });

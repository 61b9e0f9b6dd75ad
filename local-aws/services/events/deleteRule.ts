import type { DeleteRuleRequest } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import type { Router } from './router.ts';
import { ruleAccess } from './ruleAccess.ts';

export const deleteRule = (router: Router) =>
  operation<DeleteRuleRequest, void>({
    name: 'DeleteRule',
    accepts: ['Name', 'EventBusName'],
    inert: ['Force'],
    required: ['Name'],
    access: ({ Name = '', EventBusName }) => ruleAccess(router, 'DeleteRule', Name, EventBusName),
    run({ Name = '', EventBusName }) {
      const rule = router.buses.findRule(Name, router.buses.bus(EventBusName).name);
      if (!rule) return;
      if (rule.targets.length > 0)
        throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
      router.buses.removeRule(rule);
      router.arm(undefined, rule.arn);
    },
  });

import type { DisableRuleRequest } from '@aws-sdk/client-eventbridge';
import { operation } from '../../service.ts';
import type { Router } from './router.ts';
import { ruleAccess } from './ruleAccess.ts';
import { setRuleState } from './setRuleState.ts';

export const disableRule = (router: Router) =>
  operation<DisableRuleRequest, void>({
    name: 'DisableRule',
    accepts: ['Name', 'EventBusName'],
    required: ['Name'],
    access: ({ Name = '', EventBusName }) => ruleAccess(router, 'DisableRule', Name, EventBusName),
    run: ({ Name = '', EventBusName }, { cloud }) =>
      setRuleState(router, router.buses.rule(Name, EventBusName), 'DISABLED', cloud.clock.now()),
  });

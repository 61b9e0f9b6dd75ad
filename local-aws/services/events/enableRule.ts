import type { EnableRuleRequest } from '@aws-sdk/client-eventbridge';
import { operation } from '../../service.ts';
import type { Router } from './router.ts';
import { ruleAccess } from './ruleAccess.ts';
import { setRuleState } from './setRuleState.ts';

export const enableRule = (router: Router) =>
  operation<EnableRuleRequest, void>({
    name: 'EnableRule',
    accepts: ['Name', 'EventBusName'],
    required: ['Name'],
    access: ({ Name = '', EventBusName }) => ruleAccess(router, 'EnableRule', Name, EventBusName),
    run: ({ Name = '', EventBusName }, { cloud }) =>
      setRuleState(router, router.buses.rule(Name, EventBusName), 'ENABLED', cloud.clock.now()),
  });

import type { ListRulesRequest, ListRulesResponse } from '@aws-sdk/client-eventbridge';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { Router } from './router.ts';
import { ruleAccess } from './ruleAccess.ts';
import { ruleAnswer } from './ruleAnswer.ts';

export const listRules = (router: Router) =>
  operation<ListRulesRequest, ListRulesResponse>({
    name: 'ListRules',
    accepts: ['NamePrefix', 'EventBusName', 'NextToken', 'Limit'],
    access: ({ EventBusName }) => ruleAccess(router, 'ListRules', '*', EventBusName),
    run({ NamePrefix, EventBusName, NextToken, Limit }) {
      const { items, nextToken } = page(
        router.buses.rules(router.buses.bus(EventBusName).name, NamePrefix),
        (rule) => rule.name,
        { token: NextToken, limit: Limit, defaultLimit: 100, tokenError: 'ValidationException' },
      );
      return { Rules: items.map(ruleAnswer), NextToken: nextToken };
    },
  });

import type { ListTargetsByRuleRequest, ListTargetsByRuleResponse } from '@aws-sdk/client-eventbridge';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { Router } from './router.ts';
import { ruleAccess } from './ruleAccess.ts';

export const listTargetsByRule = (router: Router) =>
  operation<ListTargetsByRuleRequest, ListTargetsByRuleResponse>({
    name: 'ListTargetsByRule',
    accepts: ['Rule', 'EventBusName', 'NextToken', 'Limit'],
    required: ['Rule'],
    access: ({ Rule = '', EventBusName }) => ruleAccess(router, 'ListTargetsByRule', Rule, EventBusName),
    run({ Rule = '', EventBusName, NextToken, Limit }) {
      const targets = router.buses.rule(Rule, EventBusName).targets;
      const ordered = targets.toSorted((left, right) => (left.Id ?? '').localeCompare(right.Id ?? '', 'en'));
      const { items, nextToken } = page(ordered, ({ Id = '' }) => Id, {
        token: NextToken,
        limit: Limit,
        defaultLimit: 100,
        tokenError: 'ValidationException',
      });
      return { Targets: items, NextToken: nextToken };
    },
  });

import type { ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse } from '@aws-sdk/client-eventbridge';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { Router } from './router.ts';
import { ruleAccess } from './ruleAccess.ts';

export const listRuleNamesByTarget = (router: Router) =>
  operation<ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse>({
    name: 'ListRuleNamesByTarget',
    accepts: ['TargetArn', 'EventBusName', 'NextToken', 'Limit'],
    required: ['TargetArn'],
    access: ({ EventBusName }) => ruleAccess(router, 'ListRuleNamesByTarget', '*', EventBusName),
    run({ TargetArn, EventBusName, NextToken, Limit }) {
      const rules = router.buses.rules(router.buses.bus(EventBusName).name);
      const { items, nextToken } = page(
        rules.filter(({ targets }) => targets.some(({ Arn }) => Arn === TargetArn)),
        (rule) => rule.name,
        { token: NextToken, limit: Limit, defaultLimit: 100, tokenError: 'ValidationException' },
      );
      return { RuleNames: items.map(({ name }) => name), NextToken: nextToken };
    },
  });

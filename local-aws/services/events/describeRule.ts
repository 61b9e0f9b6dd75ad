import type { DescribeRuleRequest, DescribeRuleResponse } from '@aws-sdk/client-eventbridge';
import { operation } from '../../service.ts';
import type { Router } from './router.ts';
import { ruleAccess } from './ruleAccess.ts';
import { ruleAnswer } from './ruleAnswer.ts';

export const describeRule = (router: Router) =>
  operation<DescribeRuleRequest, DescribeRuleResponse>({
    name: 'DescribeRule',
    accepts: ['Name', 'EventBusName'],
    required: ['Name'],
    access: ({ Name = '', EventBusName }) => ruleAccess(router, 'DescribeRule', Name, EventBusName),
    run: ({ Name = '', EventBusName }, { cloud }) => ({
      ...ruleAnswer(router.buses.rule(Name, EventBusName)),
      CreatedBy: cloud.account,
    }),
  });

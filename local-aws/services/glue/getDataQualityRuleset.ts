import type { GetDataQualityRulesetRequest, GetDataQualityRulesetResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { rulesetAnswer } from './quality/answers.ts';
import { findRuleset, rulesetArn } from './quality/records.ts';

export const getDataQualityRuleset = operation<GetDataQualityRulesetRequest, GetDataQualityRulesetResponse>({
  name: 'GetDataQualityRuleset',
  accepts: ['Name'],
  required: ['Name'],
  access: ({ Name = '' }, { cloud }) => [{ action: 'glue:GetDataQualityRuleset', resource: rulesetArn(cloud, Name) }],
  run: ({ Name = '' }, { cloud }) => rulesetAnswer(findRuleset(cloud, Name)),
});

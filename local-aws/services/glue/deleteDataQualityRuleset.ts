import type { DeleteDataQualityRulesetRequest, DeleteDataQualityRulesetResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { findRuleset, rulesetArn, rulesetTable } from './quality/records.ts';
import { tagStore } from './tagStore.ts';

export const deleteDataQualityRuleset = operation<DeleteDataQualityRulesetRequest, DeleteDataQualityRulesetResponse>({
  name: 'DeleteDataQualityRuleset',
  accepts: ['Name'],
  required: ['Name'],
  access: ({ Name = '' }, { cloud }) => [
    { action: 'glue:DeleteDataQualityRuleset', resource: rulesetArn(cloud, Name) },
  ],
  run: ({ Name = '' }, { cloud }) => {
    findRuleset(cloud, Name);
    rulesetTable(cloud).delete(Name);
    tagStore(cloud).delete(rulesetArn(cloud, Name));
    return {};
  },
});

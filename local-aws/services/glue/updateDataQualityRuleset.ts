import type { UpdateDataQualityRulesetRequest, UpdateDataQualityRulesetResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { findRuleset, rulesetArn, rulesetTable } from './quality/records.ts';

export const updateDataQualityRuleset = operation<UpdateDataQualityRulesetRequest, UpdateDataQualityRulesetResponse>({
  name: 'UpdateDataQualityRuleset',
  accepts: ['Name', 'Description', 'Ruleset'],
  required: ['Name'],
  access: ({ Name = '' }, { cloud }) => [
    { action: 'glue:UpdateDataQualityRuleset', resource: rulesetArn(cloud, Name) },
  ],
  run: ({ Name = '', Description, Ruleset }, { cloud }) => {
    const known = findRuleset(cloud, Name);
    const updated = {
      ...known,
      ...(Description === undefined ? {} : { Description }),
      ...(Ruleset === undefined ? {} : { Ruleset }),
      LastModifiedOn: cloud.clock.now(),
    };
    rulesetTable(cloud).put(Name, updated);
    return {
      Name,
      Ruleset: updated.Ruleset,
      ...(updated.Description === undefined ? {} : { Description: updated.Description }),
    };
  },
});

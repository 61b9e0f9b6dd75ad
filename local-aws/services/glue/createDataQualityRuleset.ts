import type { CreateDataQualityRulesetRequest, CreateDataQualityRulesetResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { once } from './quality/once.ts';
import { rulesetArn, rulesetTable } from './quality/records.ts';
import { tagStore } from './tagStore.ts';

const LONGEST = 65_536;

/** The text is read when it is evaluated: a ruleset that is none fails its run. */
export const createDataQualityRuleset = operation<CreateDataQualityRulesetRequest, CreateDataQualityRulesetResponse>({
  name: 'CreateDataQualityRuleset',
  accepts: ['Name', 'Description', 'Ruleset', 'Tags', 'TargetTable', 'ClientToken'],
  required: ['Name', 'Ruleset'],
  access: ({ Name = '' }, { cloud }) => [
    { action: 'glue:CreateDataQualityRuleset', resource: rulesetArn(cloud, Name) },
  ],
  run: ({ ClientToken, Tags, ...input }, { cloud }) => {
    const { Name = '', Ruleset = '', Description, TargetTable } = input;
    const id = once(cloud, 'CreateDataQualityRuleset', ClientToken, { ...input, Tags }, () => {
      if (Ruleset.length > LONGEST)
        throw new AwsError('InvalidInputException', `Ruleset has more than ${LONGEST} characters`);
      if (rulesetTable(cloud).get(Name))
        throw new AwsError('AlreadyExistsException', `Data quality ruleset ${Name} already exists.`);
      const now = cloud.clock.now();
      rulesetTable(cloud).put(Name, {
        Name,
        Ruleset,
        ...(Description === undefined ? {} : { Description }),
        ...(TargetTable === undefined ? {} : { TargetTable }),
        CreatedOn: now,
        LastModifiedOn: now,
      });
      tagStore(cloud).put(rulesetArn(cloud, Name), { ...Tags });
      return Name;
    });
    return { Name: id };
  },
});

import type { PutTargetsRequest, PutTargetsResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkTarget } from './checkTarget.ts';
import type { Router } from './router.ts';
import { ruleAccess } from './ruleAccess.ts';

/** AWS's limit of targets a rule. */
const most = 5;

export const putTargets = (router: Router) =>
  operation<PutTargetsRequest, PutTargetsResponse>({
    name: 'PutTargets',
    accepts: ['Rule', 'EventBusName', 'Targets'],
    required: ['Rule', 'Targets'],
    access: ({ Rule = '', EventBusName, Targets = [] }) => [
      ...ruleAccess(router, 'PutTargets', Rule, EventBusName),
      ...Targets.flatMap(({ RoleArn }) =>
        RoleArn
          ? [{ action: 'iam:PassRole', resource: RoleArn, context: { 'iam:PassedToService': 'events.amazonaws.com' } }]
          : [],
      ),
    ],
    run({ Rule = '', EventBusName, Targets = [] }) {
      const rule = router.buses.rule(Rule, EventBusName);
      Targets.forEach(checkTarget);
      const targets = new Map(rule.targets.map((target) => [target.Id, target]));
      for (const target of Targets) targets.set(target.Id, target);
      if (targets.size > most)
        throw new AwsError(
          'LimitExceededException',
          `The requested resource exceeds the maximum number allowed: ${most} targets a rule.`,
        );
      router.buses.saveRule({ ...rule, targets: [...targets.values()] });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  });

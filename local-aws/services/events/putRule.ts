import type { PutRuleRequest, PutRuleResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import { parseExpression } from '../../schedules/expression.ts';
import { ExpressionError } from '../../schedules/expressionError.ts';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { parsePattern } from './parsePattern.ts';
import type { Router } from './router.ts';
import { ruleAccess } from './ruleAccess.ts';

export const putRule = (router: Router) =>
  operation<PutRuleRequest, PutRuleResponse>({
    name: 'PutRule',
    accepts: ['Name', 'ScheduleExpression', 'EventPattern', 'State', 'Description', 'RoleArn', 'Tags', 'EventBusName'],
    required: ['Name'],
    access: ({ Name = '', EventBusName }) => ruleAccess(router, 'PutRule', Name, EventBusName),
    run(
      { Name = '', ScheduleExpression, EventPattern, State = 'ENABLED', Description, RoleArn, Tags, EventBusName },
      { cloud },
    ) {
      if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Name))
        throw new AwsError('ValidationException', 'Name must have 1 to 64 letters, digits, ".", "-" or "_".');
      if (State !== 'ENABLED' && State !== 'DISABLED')
        throw new AwsError(
          'ValidationException',
          `State ${State} is not supported by local-aws; supported: ENABLED, DISABLED`,
        );
      const bus = router.buses.bus(EventBusName).name;
      if (EventPattern === undefined && ScheduleExpression === undefined)
        throw new AwsError('ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.');
      if (EventPattern !== undefined) parsePattern(EventPattern);
      if (ScheduleExpression !== undefined) checkSchedule(ScheduleExpression, bus);
      const before = router.buses.findRule(Name, bus);
      const kept =
        State === 'ENABLED' && before?.state === 'ENABLED' && before.scheduleExpression === ScheduleExpression;
      const rule = {
        name: Name,
        arn: router.buses.ruleArn(Name, bus),
        bus,
        eventPattern: EventPattern,
        scheduleExpression: ScheduleExpression,
        state: State,
        description: Description,
        roleArn: RoleArn,
        tags: Tags ? tagsOf(Tags) : (before?.tags ?? {}),
        targets: before?.targets ?? [],
        enabledAt: kept ? before.enabledAt : cloud.clock.now(),
      } as const;
      router.buses.saveRule({ ...rule, targets: [...rule.targets] });
      router.arm(router.buses.rule(Name, bus));
      return { RuleArn: rule.arn };
    },
  });

function checkSchedule(text: string, bus: string): void {
  if (bus !== 'default')
    throw new AwsError('ValidationException', 'ScheduleExpression is supported only on the default event bus.');
  try {
    if (parseExpression(text).kind !== 'at') return;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new AwsError('ValidationException', `Parameter ScheduleExpression is not valid. Reason: ${error.message}`);
  }
  throw new AwsError(
    'ValidationException',
    'Parameter ScheduleExpression is not valid. Reason: a rule takes cron(…) or rate(…)',
  );
}

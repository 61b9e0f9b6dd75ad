import type { Rule } from '@aws-sdk/client-eventbridge';
import type { RuleRecord } from './records.ts';

/** A rule as `DescribeRule` and `ListRules` answer it. */
export const ruleAnswer = (rule: RuleRecord): Rule => ({
  Name: rule.name,
  Arn: rule.arn,
  EventPattern: rule.eventPattern,
  ScheduleExpression: rule.scheduleExpression,
  State: rule.state,
  Description: rule.description,
  RoleArn: rule.roleArn,
  EventBusName: rule.bus,
});

import type { Cloud, EventBus } from '../../cloud.ts';
import type { Service } from '../../service.ts';
import { createEventBus } from './createEventBus.ts';
import { deleteEventBus } from './deleteEventBus.ts';
import { deleteRule } from './deleteRule.ts';
import { describeEventBus } from './describeEventBus.ts';
import { describeRule } from './describeRule.ts';
import { disableRule } from './disableRule.ts';
import { enableRule } from './enableRule.ts';
import { listEventBuses } from './listEventBuses.ts';
import { listRuleNamesByTarget } from './listRuleNamesByTarget.ts';
import { listRules } from './listRules.ts';
import { listTagsForResource } from './listTagsForResource.ts';
import { listTargetsByRule } from './listTargetsByRule.ts';
import { putEvents } from './putEvents.ts';
import { putRule } from './putRule.ts';
import { putTargets } from './putTargets.ts';
import { removeTargets } from './removeTargets.ts';
import { Router } from './router.ts';
import { tagResource } from './tagResource.ts';
import { testEventPattern } from './testEventPattern.ts';
import { untagResource } from './untagResource.ts';

/** What fills `Parts.events`. */
export const createEventBusPart = (cloud: Cloud): EventBus => new Router(cloud);

/** Amazon EventBridge: buses, rules on patterns and schedules, targets with retries and dead letters. */
export function createEvents(cloud: Cloud): Service {
  const router = cloud.parts.events as Router;
  return {
    name: 'events',
    protocols: ['awsJson1.1'],
    validationError: 'ValidationException',
    operations: {
      CreateEventBus: createEventBus(router),
      DeleteEventBus: deleteEventBus(router),
      DeleteRule: deleteRule(router),
      DescribeEventBus: describeEventBus(router),
      DescribeRule: describeRule(router),
      DisableRule: disableRule(router),
      EnableRule: enableRule(router),
      ListEventBuses: listEventBuses(router),
      ListRuleNamesByTarget: listRuleNamesByTarget(router),
      ListRules: listRules(router),
      ListTagsForResource: listTagsForResource(router),
      ListTargetsByRule: listTargetsByRule(router),
      PutEvents: putEvents(router),
      PutRule: putRule(router),
      PutTargets: putTargets(router),
      RemoveTargets: removeTargets(router),
      TagResource: tagResource(router),
      TestEventPattern: testEventPattern(),
      UntagResource: untagResource(router),
    },
    started: () => router.start(),
    close: () => router.close(),
  };
}

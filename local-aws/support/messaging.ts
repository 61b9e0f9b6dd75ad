import { targetServices } from '../deliveries/callTarget.ts';
import { patternOperators } from '../patterns/matcher.ts';
import { templatedTargets } from '../services/scheduler/checkSchedule.ts';
import { subscriptionProtocols } from '../services/sns/subscribe.ts';
import { subscriptionAttributes } from '../services/sns/subscriptionAttributes.ts';
import { topicAttributes } from '../services/sns/topicAttributes.ts';
import { settableAttributes } from '../services/sqs/queueAttributes.ts';
import { type Area, names } from './area.ts';

/** Events, schedules, topics and queues: what reaches whom. */
export const messaging: Area = {
  title: 'Events, schedules, topics and queues',
  generate: () =>
    [
      `Event patterns, SNS filter policies and filters of event source mappings know the same operators: ${names(patternOperators)}, and \`$or\`.`,
      `Targets of EventBridge rules: ${names(targetServices)}. Rules on a schedule always fire; rates count from when the rule was enabled. Deliveries are kept on disk until they are done with, so a target may see an event twice.`,
      `Targets of Scheduler: ${names(templatedTargets)}, and \`aws-sdk\` for every operation that is served and does not only read. Schedules fire where the server was started with \`schedule\`; a time that the clocks skip is skipped, one that comes twice is used once, and what fell due while the laptop was off is not made up for.`,
      `Subscription protocols of SNS: ${names(subscriptionProtocols)}. E-mail is confirmed at once and kept as files below \`deliveries/\`; HTTP endpoints must be on this machine; messages are not signed. FIFO topics are refused. Topic attributes: ${names(topicAttributes)}; subscription attributes: ${names(subscriptionAttributes)}.`,
      `Queue attributes of SQS: ${names(Object.keys(settableAttributes))}. \`RedriveAllowPolicy\` is kept but not enforced.`,
      'Keys of topics, queues and streams are named by ARN or id; aliases are taken only for AWS’s own keys (`alias/aws/…`). Dead letters and alarm actions that cannot be sent are written to the log group `/local-aws/deliveries`.',
    ].join('\n\n'),
};

import { type Finding, ofType, type Template, targetOf } from './template.ts';

/** Every queue that keeps what could not be delivered has an alarm, every alarm tells somebody, and every topic that is told has a reader. */
export const checkAlarms = (template: Template): Finding[] => {
  const findings: Finding[] = [];
  const report = (resource: string, message: string) => findings.push({ check: 'alarms', resource, message });
  const alarms = ofType(template, 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm');
  const watched = JSON.stringify(alarms);
  const deadLetters = new Set<string>();
  for (const [, properties] of Object.entries(template.Resources))
    for (const [, arn] of JSON.stringify(properties).matchAll(
      /"(?:DeadLetterConfig|OnFailure)":\{"(?:Arn|Destination|TargetArn)":\{"Fn::GetAtt":\["(\w+)"/g,
    ))
      deadLetters.add(arn ?? '');
  for (const queue of deadLetters)
    if (template.Resources[queue]?.Type === 'AWS::SQS::Queue' && !watched.includes(`["${queue}","QueueName"]`))
      report(queue, 'dead letters that no alarm watches');
  // The endpoint's alarms roll a deployment back: SageMaker reads them, nobody else has to.
  for (const [id, { AlarmActions, AlarmName }] of alarms)
    if (!AlarmActions && !/endpoint/.test(String(AlarmName))) report(id, 'alarm without an action');
  const read = new Set(ofType(template, 'AWS::SNS::Subscription').map(([, { TopicArn }]) => targetOf(TopicArn)));
  for (const [id] of ofType(template, 'AWS::SNS::Topic')) if (!read.has(id)) report(id, 'topic without a subscription');
  return findings;
};

import { type Finding, listOf, ofType, type Template, targetOf } from './template.ts';

/**
 * Nothing that is delivered behind somebody's back can vanish: rules' targets, schedules, subscriptions of functions and queues, streams'
 * and queues' consumers, and functions that rules, topics and schedules invoke.
 */
export const checkDeadLetters = (template: Template): Finding[] => {
  const findings: Finding[] = [];
  const report = (resource: string, message: string) => findings.push({ check: 'dead letters', resource, message });
  const invoked = new Map<string, string>();
  for (const [id, { Targets }] of ofType(template, 'AWS::Events::Rule'))
    for (const target of listOf(Targets) as { Id: string; Arn: unknown; DeadLetterConfig?: unknown }[]) {
      if (target.DeadLetterConfig === undefined) report(id, `target ${target.Id} without a dead-letter queue`);
      const function_ = targetOf(target.Arn);
      if (function_) invoked.set(function_, id);
    }
  for (const [id, { Target }] of ofType(template, 'AWS::Scheduler::Schedule')) {
    const target = Target as { Arn: unknown; DeadLetterConfig?: unknown };
    if (target.DeadLetterConfig === undefined) report(id, 'schedule without a dead-letter queue');
    const function_ = targetOf(target.Arn);
    if (function_) invoked.set(function_, id);
  }
  for (const [id, { Protocol, Endpoint, RedrivePolicy }] of ofType(template, 'AWS::SNS::Subscription')) {
    if (Protocol !== 'lambda' && Protocol !== 'sqs') continue;
    if (RedrivePolicy === undefined) report(id, `${Protocol} subscription without a redrive policy`);
    const function_ = targetOf(Endpoint);
    if (Protocol === 'lambda' && function_) invoked.set(function_, id);
  }
  const kept = new Set(
    ofType(template, 'AWS::Lambda::EventInvokeConfig')
      .filter(([, { DestinationConfig }]) => JSON.stringify(DestinationConfig ?? {}).includes('OnFailure'))
      .map(([, { FunctionName }]) => targetOf(FunctionName)),
  );
  for (const [id, { DeadLetterConfig }] of ofType(template, 'AWS::Lambda::Function'))
    if (invoked.has(id) && DeadLetterConfig === undefined && !kept.has(id))
      report(id, `invoked asynchronously by ${invoked.get(id)}, without an on-failure destination`);
  for (const [id, { EventSourceArn, DestinationConfig }] of ofType(template, 'AWS::Lambda::EventSourceMapping')) {
    const source = template.Resources[targetOf(EventSourceArn) ?? ''];
    // A queue's own redrive policy, or its retention, keeps what a consumer could not do; a stream moves on without it.
    if (source?.Type !== 'AWS::SQS::Queue' && DestinationConfig === undefined)
      report(id, 'stream consumer without an on-failure destination');
  }
  return findings;
};

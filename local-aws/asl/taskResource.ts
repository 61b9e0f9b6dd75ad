export type IntegrationPattern = 'request' | 'sync' | 'sync:2' | 'waitForTaskToken';

/** What the `Resource` of a Task state names. */
export interface TaskResource {
  arn: string;
  /** A function or an activity by its own ARN, or an integration `arn:aws:states:::service:action`. */
  kind: 'function' | 'activity' | 'integration';
  /** `resourceType` of the events: `lambda`, `glue`, `aws-sdk:s3`. */
  type: string;
  /** `resource` of the events: `invoke.waitForTaskToken`. */
  name: string;
  service: string;
  action: string;
  pattern: IntegrationPattern;
}

const functionArn = /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;
const activityArn = /^arn:[a-z-]+:states:[a-z0-9-]+:\d{12}:activity:[^:]+$/;
const integrationArn =
  /^arn:[a-z-]+:states:[a-z0-9-]*:\d*:(aws-sdk:)?([a-z0-9-]+):([A-Za-z0-9]+)(?:\.(sync:2|sync|waitForTaskToken))?$/;

/** Undefined when the text is no ARN that a Task can have. */
export function parseResource(arn: string): TaskResource | undefined {
  if (functionArn.test(arn)) {
    return {
      arn,
      kind: 'function',
      type: 'lambda',
      name: arn,
      service: 'lambda',
      action: 'invoke',
      pattern: 'request',
    };
  }
  if (activityArn.test(arn)) {
    return {
      arn,
      kind: 'activity',
      type: 'activity',
      name: arn,
      service: 'states',
      action: 'activity',
      pattern: 'request',
    };
  }
  const match = integrationArn.exec(arn);
  const [, sdk = '', service, action, pattern] = match ?? [];
  if (!service || !action) return undefined;
  return {
    arn,
    kind: 'integration',
    type: `${sdk}${service}`,
    name: pattern ? `${action}.${pattern}` : action,
    service: `${sdk}${service}`,
    action,
    pattern: (pattern as IntegrationPattern | undefined) ?? 'request',
  };
}

import { dynamodbIntegrations } from './dynamodb.ts';
import { putEvents } from './events.ts';
import { startJobRun } from './glue.ts';
import type { Integration } from './integration.ts';
import { lambdaInvoke } from './lambda.ts';
import { publish, sendMessage } from './messages.ts';
import { sagemakerIntegrations } from './sagemaker.ts';
import { startExecution } from './stepFunctions.ts';

/** The optimized integrations by `<service>:<action>`. */
export const integrations: Readonly<Record<string, Integration>> = {
  'lambda:invoke': lambdaInvoke,
  'states:startExecution': startExecution,
  'glue:startJobRun': startJobRun,
  ...sagemakerIntegrations,
  'sns:publish': publish,
  'sqs:sendMessage': sendMessage,
  ...dynamodbIntegrations,
  'events:putEvents': putEvents,
};

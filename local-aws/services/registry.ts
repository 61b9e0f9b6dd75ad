import type { Cloud, Parts } from '../cloud.ts';
import type { Service } from '../service.ts';
import { createCloudFormation } from './cloudformation/index.ts';
import { createCloudWatch, createMetricSink } from './cloudwatch/index.ts';
import { createDynamoDB } from './dynamodb/index.ts';
import { createEcr } from './ecr/index.ts';
import { createEventBusPart, createEvents } from './events/index.ts';
import { createGlue } from './glue/index.ts';
import { createAuthorizer, createIam } from './iam/index.ts';
import { createKinesis } from './kinesis/index.ts';
import { createKms } from './kms/index.ts';
import { createFunctionInvoker, createLambda } from './lambda/index.ts';
import { createLogSink, createLogs } from './logs/index.ts';
import { createObjectStore, createS3 } from './s3/index.ts';
import { createSageMaker } from './sagemaker/index.ts';
import { createSageMakerRuntime } from './sagemaker-runtime/index.ts';
import { createScheduler } from './scheduler/index.ts';
import { createSns } from './sns/index.ts';
import { createSqs } from './sqs/index.ts';
import { createStepFunctions } from './stepfunctions/index.ts';
import { createCredentials, createSts } from './sts/index.ts';

/** A service of this server. */
export interface Registration {
  create(cloud: Cloud): Service;
  /** What it offers the others beside its API. All parts are made, in this list's order, before the first service. */
  parts?(cloud: Cloud): Partial<Parts>;
}

/**
 * Every service, one line each. Parts that a service shares with its operations are found again in `cloud.parts` by its `create`.
 * The SDK client whose schemas describe its wire is named in `protocols/clients.ts`, how requests find it in `protocols/wires.ts`.
 */
export const registry: readonly Registration[] = [
  { create: createSts, parts: (cloud) => ({ credentials: createCredentials(cloud) }) },
  { create: createIam, parts: (cloud) => ({ authorizer: createAuthorizer(cloud) }) },
  { create: createS3, parts: (cloud) => ({ objects: createObjectStore(cloud) }) },
  { create: createDynamoDB },
  { create: createKms },
  { create: createCloudWatch, parts: (cloud) => ({ metrics: createMetricSink(cloud) }) },
  { create: createLogs, parts: (cloud) => ({ logs: createLogSink(cloud) }) },
  { create: createEvents, parts: (cloud) => ({ events: createEventBusPart(cloud) }) },
  { create: createScheduler },
  { create: createSns },
  { create: createKinesis },
  { create: createSqs },
  { create: createGlue },
  { create: createLambda, parts: (cloud) => ({ functions: createFunctionInvoker(cloud) }) },
  { create: createSageMaker },
  { create: createSageMakerRuntime },
  { create: createStepFunctions },
  { create: createCloudFormation },
  { create: createEcr },
];

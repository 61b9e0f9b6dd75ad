/** What a service's wire has beside the operations: how requests are recognised and how errors of the front door are named. */
export interface Wire {
  /** `X-Amz-Target` prefix. */
  target?: string;
  /** `Version` parameter of query requests. */
  version?: string;
  /** Namespace of XML answers. */
  namespace?: string;
  /** Name in the signature's scope, where it is not the service's. */
  scope?: string;
  /** Prefix of IAM actions, where it is not the service's name. */
  iam?: string;
  /** Error of a call that IAM does not allow; `AccessDeniedException` when left out. */
  denied?: string;
}

const query = (host: string, version: string, denied = 'AccessDenied'): Wire => ({
  version,
  namespace: `http://${host}/doc/${version}/`,
  denied,
});

export const wires: Readonly<Record<string, Wire>> = {
  cloudformation: query('cloudformation.amazonaws.com', '2010-05-15'),
  cloudwatch: {
    ...query('monitoring.amazonaws.com', '2010-08-01'),
    target: 'GraniteServiceVersion20100801',
    scope: 'monitoring',
  },
  dynamodb: { target: 'DynamoDB_20120810' },
  ecr: { target: 'AmazonEC2ContainerRegistry_V20150921' },
  events: { target: 'AWSEvents' },
  glue: { target: 'AWSGlue' },
  iam: { ...query('iam.amazonaws.com', '2010-05-08'), namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
  kinesis: { target: 'Kinesis_20131202' },
  kms: { target: 'TrentService' },
  lambda: {},
  logs: { target: 'Logs_20140328' },
  s3: { namespace: 'http://s3.amazonaws.com/doc/2006-03-01/', denied: 'AccessDenied' },
  sagemaker: { target: 'SageMaker' },
  'sagemaker-runtime': { scope: 'sagemaker', iam: 'sagemaker' },
  scheduler: {},
  sns: query('sns.amazonaws.com', '2010-03-31', 'AuthorizationError'),
  sqs: { ...query('queue.amazonaws.com', '2012-11-05'), target: 'AmazonSQS' },
  states: { target: 'AWSStepFunctions' },
  sts: { ...query('sts.amazonaws.com', '2011-06-15'), namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
};

export const wireOf = (service: string): Wire => wires[service] ?? {};

import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import type { FunctionRecord } from '../../lambda/functionRecord.ts';
import { operation } from '../../service.ts';
import { applySettings, configuration, invalid } from './configuration.ts';
import type { LambdaContext } from './context.ts';
import { storeCode } from './functionCode.ts';
import { publish } from './publishVersion.ts';

export const createFunction = (context: LambdaContext) =>
  operation<CreateFunctionRequest, FunctionConfiguration>({
    name: 'CreateFunction',
    accepts: [
      'FunctionName',
      'Code',
      'Runtime',
      'Handler',
      'Role',
      'Description',
      'Timeout',
      'MemorySize',
      'Environment',
      'TracingConfig',
      'DeadLetterConfig',
      'LoggingConfig',
      'Tags',
      'Publish',
      'PackageType',
    ],
    inert: ['Architectures', 'KMSKeyArn', 'EphemeralStorage', 'VpcConfig'],
    required: ['FunctionName', 'Code', 'Role'],
    access: (input, call) => [
      {
        action: 'lambda:CreateFunction',
        resource: context.store.arn(context.store.parse(input.FunctionName ?? '').name),
      },
      {
        action: 'iam:PassRole',
        resource: input.Role ?? '*',
        context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      },
      ...(input.Code?.S3Bucket && call.caller.kind === 'role'
        ? [{ action: 's3:GetObject', resource: `arn:aws:s3:::${input.Code.S3Bucket}/${input.Code.S3Key}` }]
        : []),
    ],
    run: async (input, call) => {
      const { name } = context.store.parse(input.FunctionName ?? '');
      if (context.store.functions.get(name)) {
        throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, { status: 409 });
      }
      if (input.PackageType === 'Image') throw invalid('local-aws runs functions of PackageType Zip only');
      if (!input.Runtime || !input.Handler) {
        throw invalid('Runtime and Handler are mandatory parameters for functions created with deployment packages.');
      }
      checkRole(context, input.Role ?? '');
      const code = await storeCode(context, input.Code ?? {}, call);
      const record = applySettings(defaults(name, code), input, context.cloud.clock.now());
      const tagged: FunctionRecord = { ...record, tags: input.Tags ?? {} };
      context.store.functions.put(name, tagged);
      return configuration(context, input.Publish ? publish(context, tagged) : tagged);
    },
  });

/** Lambda must be trusted by the role that it shall run the function with. */
export function checkRole({ cloud }: LambdaContext, role: string): void {
  const denial = cloud.parts.authorizer?.mayAssume?.(role, { kind: 'service', arn: 'lambda.amazonaws.com' });
  if (denial) throw invalid('The role defined for the function cannot be assumed by Lambda.');
}

function defaults(name: string, code: { sha256: string; size: number }): FunctionRecord {
  return {
    name,
    version: '$LATEST',
    runtime: '',
    handler: '',
    role: '',
    description: '',
    timeoutSeconds: 3,
    memoryMiB: 128,
    environment: {},
    architectures: ['x86_64'],
    tracing: 'PassThrough',
    ephemeralStorageMiB: 512,
    logGroup: `/aws/lambda/${name}`,
    logFormat: 'Text',
    codeSha256: code.sha256,
    codeSize: code.size,
    revisionId: '',
    lastModified: 0,
    tags: {},
  };
}

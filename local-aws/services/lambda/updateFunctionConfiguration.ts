import type { FunctionConfiguration, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { applySettings, configuration } from './configuration.ts';
import { functionAccess, type LambdaContext } from './context.ts';
import { checkRole } from './createFunction.ts';
import { checkRevision } from './publishVersion.ts';

export const updateFunctionConfiguration = (context: LambdaContext) =>
  operation<UpdateFunctionConfigurationRequest, FunctionConfiguration>({
    name: 'UpdateFunctionConfiguration',
    accepts: [
      'FunctionName',
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
      'RevisionId',
    ],
    inert: ['KMSKeyArn', 'EphemeralStorage', 'VpcConfig'],
    required: ['FunctionName'],
    access: (input) => [
      ...functionAccess(context, 'UpdateFunctionConfiguration', input.FunctionName ?? ''),
      ...(input.Role
        ? [{ action: 'iam:PassRole', resource: input.Role, context: { 'iam:PassedToService': 'lambda.amazonaws.com' } }]
        : []),
    ],
    run: (input) => {
      const latest = context.store.latest(context.store.parse(input.FunctionName ?? '').name);
      checkRevision(latest, input.RevisionId);
      if (input.Role !== undefined) checkRole(context, input.Role);
      const record = applySettings(latest, input, context.cloud.clock.now());
      context.store.functions.put(record.name, record);
      context.runtime.retire(record, record);
      return configuration(context, record);
    },
  });

import type { FunctionConfiguration, UpdateFunctionCodeRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { configuration } from './configuration.ts';
import { functionAccess, type LambdaContext, newRevision } from './context.ts';
import { storeCode } from './functionCode.ts';
import { checkRevision, publish } from './publishVersion.ts';

export const updateFunctionCode = (context: LambdaContext) =>
  operation<UpdateFunctionCodeRequest, FunctionConfiguration>({
    name: 'UpdateFunctionCode',
    accepts: ['FunctionName', 'ZipFile', 'S3Bucket', 'S3Key', 'Publish', 'DryRun', 'RevisionId'],
    inert: ['Architectures'],
    required: ['FunctionName'],
    access: (input) => functionAccess(context, 'UpdateFunctionCode', input.FunctionName ?? ''),
    run: async (input, call) => {
      const { name } = context.store.parse(input.FunctionName ?? '');
      checkRevision(context.store.latest(name), input.RevisionId);
      const code = await storeCode(context, input, call);
      const record = {
        ...context.store.latest(name),
        codeSha256: code.sha256,
        codeSize: code.size,
        lastModified: context.cloud.clock.now(),
        revisionId: newRevision(),
      };
      if (input.DryRun) return configuration(context, record);
      context.store.functions.put(name, record);
      context.runtime.retire(record, record);
      return configuration(context, input.Publish ? publish(context, record) : record);
    },
  });

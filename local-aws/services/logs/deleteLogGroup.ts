import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import type { LogStore } from './logStore.ts';

export const deleteLogGroup = (store: LogStore) =>
  operation<DeleteLogGroupRequest, void>({
    name: 'DeleteLogGroup',
    accepts: ['logGroupName'],
    required: ['logGroupName'],
    access: ({ logGroupName }, call) => logAccess('DeleteLogGroup', logGroupName, call),
    run({ logGroupName = '' }) {
      if (store.group(logGroupName).deletionProtected)
        throw new AwsError('ValidationException', 'The log group is protected from deletion.');
      store.removeGroup(logGroupName);
    },
  });

import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import type { LogStore } from './logStore.ts';

export const deleteLogStream = (store: LogStore) =>
  operation<DeleteLogStreamRequest, void>({
    name: 'DeleteLogStream',
    accepts: ['logGroupName', 'logStreamName'],
    required: ['logGroupName', 'logStreamName'],
    access: ({ logGroupName, logStreamName }, call) => logAccess('DeleteLogStream', logGroupName, call, logStreamName),
    run({ logGroupName = '', logStreamName = '' }) {
      store.stream(logGroupName, logStreamName);
      store.removeStream(logGroupName, logStreamName);
    },
  });

import type { DeleteRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import type { LogStore } from './logStore.ts';

export const deleteRetentionPolicy = (store: LogStore) =>
  operation<DeleteRetentionPolicyRequest, void>({
    name: 'DeleteRetentionPolicy',
    accepts: ['logGroupName'],
    required: ['logGroupName'],
    access: ({ logGroupName }, call) => logAccess('DeleteRetentionPolicy', logGroupName, call),
    run: ({ logGroupName = '' }) => store.saveGroup({ ...store.group(logGroupName), retentionInDays: undefined }),
  });

import type { DisassociateKmsKeyRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import type { LogStore } from './logStore.ts';

export const disassociateKmsKey = (store: LogStore) =>
  operation<DisassociateKmsKeyRequest, void>({
    name: 'DisassociateKmsKey',
    accepts: ['logGroupName'],
    required: ['logGroupName'],
    access: ({ logGroupName }, call) => logAccess('DisassociateKmsKey', logGroupName, call),
    run: ({ logGroupName = '' }) => store.saveGroup({ ...store.group(logGroupName), kmsKeyId: undefined }),
  });

import type { AssociateKmsKeyRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import type { LogStore } from './logStore.ts';

export const associateKmsKey = (store: LogStore) =>
  operation<AssociateKmsKeyRequest, void>({
    name: 'AssociateKmsKey',
    accepts: ['logGroupName'],
    inert: ['kmsKeyId'],
    required: ['logGroupName', 'kmsKeyId'],
    access: ({ logGroupName }, call) => logAccess('AssociateKmsKey', logGroupName, call),
    run: ({ logGroupName = '', kmsKeyId }) => store.saveGroup({ ...store.group(logGroupName), kmsKeyId }),
  });

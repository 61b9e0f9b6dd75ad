import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import { invalid } from './invalid.ts';
import type { LogStore } from './logStore.ts';

const allowed = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const putRetentionPolicy = (store: LogStore) =>
  operation<PutRetentionPolicyRequest, void>({
    name: 'PutRetentionPolicy',
    accepts: ['logGroupName', 'retentionInDays'],
    required: ['logGroupName', 'retentionInDays'],
    access: ({ logGroupName }, call) => logAccess('PutRetentionPolicy', logGroupName, call),
    run({ logGroupName = '', retentionInDays = 0 }) {
      if (!allowed.includes(retentionInDays)) throw invalid(`retentionInDays must be one of ${allowed.join(', ')}.`);
      store.saveGroup({ ...store.group(logGroupName), retentionInDays });
    },
  });

import type { DeleteMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import type { LogStore } from './logStore.ts';

export const deleteMetricFilter = (store: LogStore) =>
  operation<DeleteMetricFilterRequest, void>({
    name: 'DeleteMetricFilter',
    accepts: ['logGroupName', 'filterName'],
    required: ['logGroupName', 'filterName'],
    access: ({ logGroupName }, call) => logAccess('DeleteMetricFilter', logGroupName, call),
    run({ logGroupName = '', filterName = '' }) {
      const group = store.group(logGroupName);
      const metricFilters = group.metricFilters.filter(({ name }) => name !== filterName);
      if (metricFilters.length === group.metricFilters.length)
        throw new AwsError('ResourceNotFoundException', 'The specified metric filter does not exist.');
      store.saveGroup({ ...group, metricFilters });
    },
  });

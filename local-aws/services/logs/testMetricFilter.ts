import type { TestMetricFilterRequest, TestMetricFilterResponse } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { parseFilter } from './parseFilter.ts';

export const testMetricFilter = () =>
  operation<TestMetricFilterRequest, TestMetricFilterResponse>({
    name: 'TestMetricFilter',
    accepts: ['filterPattern', 'logEventMessages'],
    required: ['filterPattern', 'logEventMessages'],
    run({ filterPattern = '', logEventMessages = [] }) {
      const matches = parseFilter(filterPattern);
      return {
        matches: logEventMessages.flatMap((eventMessage, index) =>
          matches(eventMessage) ? [{ eventNumber: index + 1, eventMessage, extractedValues: {} }] : [],
        ),
      };
    },
  });

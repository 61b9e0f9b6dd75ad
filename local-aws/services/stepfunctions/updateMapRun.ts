import type { UpdateMapRunInput, UpdateMapRunOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { invalid } from './constraints.ts';
import { mapRunOf } from './describeMapRun.ts';
import type { Engine } from './engine.ts';

export const updateMapRun = (engine: Engine) =>
  operation<UpdateMapRunInput, UpdateMapRunOutput>({
    name: 'UpdateMapRun',
    accepts: ['mapRunArn', 'maxConcurrency', 'toleratedFailurePercentage', 'toleratedFailureCount'],
    required: ['mapRunArn'],
    access: ({ mapRunArn = '' }) => [{ action: 'states:UpdateMapRun', resource: mapRunArn }],
    run({ mapRunArn = '', maxConcurrency, toleratedFailureCount, toleratedFailurePercentage }) {
      const record = mapRunOf(engine, mapRunArn);
      const live = engine.mapRuns.get(mapRunArn);
      if (!live) {
        throw new AwsError('ValidationException', 'Map Run is not in a RUNNING state and cannot be updated', {
          members: { reason: 'CANNOT_UPDATE_COMPLETED_MAP_RUN' },
        });
      }
      if ((maxConcurrency ?? 0) < 0)
        throw invalid('maxConcurrency', 'Member must have value greater than or equal to 0');
      if ((toleratedFailureCount ?? 0) < 0)
        throw invalid('toleratedFailureCount', 'Member must have value greater than or equal to 0');
      if ((toleratedFailurePercentage ?? 0) < 0 || (toleratedFailurePercentage ?? 0) > 100) {
        throw invalid('toleratedFailurePercentage', 'Member must have value between 0 and 100');
      }
      record.maxConcurrency = maxConcurrency ?? record.maxConcurrency;
      record.toleratedFailureCount = toleratedFailureCount ?? record.toleratedFailureCount;
      record.toleratedFailurePercentage = toleratedFailurePercentage ?? record.toleratedFailurePercentage;
      engine.machines.mapRuns.put(record.arn, record);
      live.update();
      return {};
    },
  });

import type { Cloud } from '../../cloud.ts';
import type { SageMakerTables } from './records.ts';

/** A state change of a resource onto the default bus, in the shape of SageMaker's events. Its tags ride along. */
export const emitChange = (
  cloud: Cloud,
  tables: SageMakerTables,
  detailType: string,
  arn: string,
  detail: object,
): void =>
  cloud.parts.events.emit({
    source: 'aws.sagemaker',
    detailType,
    detail: { ...detail, Tags: tables.tags.get(arn) ?? {} },
    resources: [arn],
  });

import type { Cloud } from '../../cloud.ts';
import type { Call } from '../../service.ts';
import { Endpoints } from './endpoints/endpoints.ts';
import { type SageMakerTables, sageMakerTables } from './records.ts';
import { TrainingJobs } from './training/trainingJobs.ts';
import { TransformJobs } from './transform/transformJobs.ts';

/** What SageMaker's operations and its runtime share. */
export interface SageMaker {
  readonly cloud: Cloud;
  readonly tables: SageMakerTables;
  readonly training: TrainingJobs;
  readonly transform: TransformJobs;
  readonly endpoints: Endpoints;
}

const contexts = new WeakMap<Cloud, SageMaker>();

/** The one SageMaker of a cloud. */
export const sageMakerOf = (cloud: Cloud): SageMaker => {
  const known = contexts.get(cloud);
  if (known) return known;
  const tables = sageMakerTables(cloud.database);
  const context: SageMaker = {
    cloud,
    tables,
    training: new TrainingJobs(cloud, tables),
    transform: new TransformJobs(cloud, tables),
    endpoints: new Endpoints(cloud, tables),
  };
  contexts.set(cloud, context);
  return context;
};

export const sageMaker = (call: Call): SageMaker => sageMakerOf(call.cloud);

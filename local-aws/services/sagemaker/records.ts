import type {
  ContainerDefinition,
  CreateEndpointConfigInput,
  CreateModelInput,
  CreateModelPackageInput,
  CreateTrainingJobRequest,
  CreateTransformJobRequest,
  DeploymentConfig,
  MetricData,
  ModelApprovalStatus,
  ProductionVariant,
  SecondaryStatus,
  TrainingJobStatus,
  TransformJobStatus,
} from '@aws-sdk/client-sagemaker';
import type { Database, Table } from '../../store/database.ts';
import type { Tags } from '../../tags.ts';

// Times are ms since the epoch throughout.

export interface Transition {
  Status: SecondaryStatus;
  StartTime: number;
  EndTime?: number;
  StatusMessage: string;
}

export interface TrainingJobRecord {
  arn: string;
  request: CreateTrainingJobRequest;
  status: TrainingJobStatus;
  secondary: SecondaryStatus;
  transitions: Transition[];
  created: number;
  modified: number;
  started?: number;
  ended?: number;
  /** Time on instances, summed over the runs of an interrupted spot job. */
  billable: number;
  failure?: string;
  metrics: (Omit<MetricData, 'Timestamp'> & { Timestamp: number })[];
  artifacts?: string;
  /** Most memory that the job's processes held, in bytes. */
  peakMemory?: number;
}

export interface TransformJobRecord {
  arn: string;
  request: CreateTransformJobRequest;
  status: TransformJobStatus;
  created: number;
  started?: number;
  ended?: number;
  failure?: string;
}

export interface ModelRecord {
  arn: string;
  request: CreateModelInput;
  /** The container that runs, taken from the model package where the request names one. */
  container: ContainerDefinition;
  created: number;
}

export interface EndpointConfigRecord {
  arn: string;
  request: CreateEndpointConfigInput;
  created: number;
}

export type EndpointStatus =
  | 'Creating'
  | 'Updating'
  | 'SystemUpdating'
  | 'RollingBack'
  | 'InService'
  | 'Deleting'
  | 'Failed'
  | 'UpdateRollbackFailed';

export interface VariantState {
  name: string;
  /** The model as it was when the fleet was started: a later DeleteModel does not touch it. */
  container: ContainerDefinition;
  roleArn: string;
  config: ProductionVariant;
  weight: number;
  instances: number;
}

export interface EndpointRecord {
  arn: string;
  name: string;
  config: string;
  status: EndpointStatus;
  created: number;
  modified: number;
  variants: VariantState[];
  failure?: string;
  lastDeployment?: DeploymentConfig;
  /** While an update is on: where it goes to. */
  pending?: { config: string; started: number; variants: VariantState[]; phase: string; message: string };
}

export interface ModelPackageGroupRecord {
  arn: string;
  name: string;
  description?: string;
  created: number;
  /** The last version given out; versions are never given twice. */
  versions: number;
}

export interface ModelPackageRecord {
  arn: string;
  group?: string;
  version?: number;
  name: string;
  request: CreateModelPackageInput;
  approval: ModelApprovalStatus;
  approvalDescription?: string;
  metadata: Record<string, string>;
  created: number;
  modified: number;
}

export interface SageMakerTables {
  trainingJobs: Table<TrainingJobRecord>;
  transformJobs: Table<TransformJobRecord>;
  models: Table<ModelRecord>;
  endpointConfigs: Table<EndpointConfigRecord>;
  endpoints: Table<EndpointRecord>;
  packageGroups: Table<ModelPackageGroupRecord>;
  /** By ARN. */
  packages: Table<ModelPackageRecord>;
  /** By ARN. */
  tags: Table<Tags>;
}

export const sageMakerTables = (database: Database): SageMakerTables => ({
  trainingJobs: database.table('sagemaker.training-jobs'),
  transformJobs: database.table('sagemaker.transform-jobs'),
  models: database.table('sagemaker.models'),
  endpointConfigs: database.table('sagemaker.endpoint-configs'),
  endpoints: database.table('sagemaker.endpoints'),
  packageGroups: database.table('sagemaker.model-package-groups'),
  packages: database.table('sagemaker.model-packages'),
  tags: database.table('sagemaker.tags'),
});

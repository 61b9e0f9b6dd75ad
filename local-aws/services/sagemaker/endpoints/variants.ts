import type { SageMaker } from '../context.ts';
import { invalid } from '../errors.ts';
import { modelNamed } from '../modelNamed.ts';
import type { EndpointConfigRecord, EndpointRecord, VariantState } from '../records.ts';

/** Throws `ValidationException` in SageMaker's words. */
export const endpointConfigNamed = ({ tables, cloud }: SageMaker, name: string | undefined): EndpointConfigRecord => {
  const record = tables.endpointConfigs.get(name ?? '');
  if (!record)
    throw invalid(
      `Could not find endpoint configuration "${cloud.arn('sagemaker', `endpoint-config/${(name ?? '').toLowerCase()}`)}".`,
    );
  return record;
};

/** Throws `ValidationException` in SageMaker's words. */
export const endpointNamed = ({ tables, cloud }: SageMaker, name: string | undefined): EndpointRecord => {
  const record = tables.endpoints.get(name ?? '');
  if (!record)
    throw invalid(`Could not find endpoint "${cloud.arn('sagemaker', `endpoint/${(name ?? '').toLowerCase()}`)}".`);
  return record;
};

/** The variants of a configuration with their models as they are now. Throws `ValidationException` for a model that is gone. */
export const variantsOf = (context: SageMaker, config: string): VariantState[] =>
  (endpointConfigNamed(context, config).request.ProductionVariants ?? []).map((variant) => {
    const model = modelNamed(context, variant.ModelName);
    return {
      name: variant.VariantName ?? '',
      container: model.container,
      roleArn: model.request.ExecutionRoleArn ?? '',
      config: variant,
      weight: variant.InitialVariantWeight ?? 1,
      instances: variant.InitialInstanceCount ?? 1,
    };
  });

import { type ProvisionContext, type Provisioner, physical, text } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const metricFilter: Provisioner = {
  type: 'AWS::Logs::MetricFilter',
  properties: ['LogGroupName', 'FilterName', 'FilterPattern', 'MetricTransformations'],
  required: ['LogGroupName', 'FilterPattern', 'MetricTransformations'],
  replaceOn: ['LogGroupName', 'FilterName'],
  attributes: [],
  create: async (properties, context) => {
    const filterName = text(properties, 'FilterName') ?? context.newName(512);
    await put(filterName, properties, context);
    return physical(filterName);
  },
  update: async (known, properties, _previous, context) => {
    await put(known.physicalId, properties, context);
    return known;
  },
  delete: ({ physicalId }, properties, { call }) =>
    ignoreMissing(
      call('logs', 'DeleteMetricFilter', { logGroupName: properties.LogGroupName, filterName: physicalId }),
    ),
};

async function put(filterName: string, properties: ValueMap, { call }: ProvisionContext): Promise<void> {
  await call('logs', 'PutMetricFilter', {
    logGroupName: properties.LogGroupName,
    filterName,
    filterPattern: properties.FilterPattern,
    metricTransformations: ((properties.MetricTransformations ?? []) as ValueMap[]).map(transformation),
  });
}

function transformation({ Dimensions, ...rest }: ValueMap): object {
  const members = Object.entries(rest).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]);
  const dimensions = (Dimensions as { Key: string; Value: string }[] | undefined)?.map(({ Key, Value }) => [
    Key,
    Value,
  ]);
  return { ...Object.fromEntries(members), ...(dimensions && { dimensions: Object.fromEntries(dimensions) }) };
}

import { type ProvisionContext, type Provisioner, physical, policyText, text } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const dashboard: Provisioner = {
  type: 'AWS::CloudWatch::Dashboard',
  properties: ['DashboardName', 'DashboardBody'],
  required: ['DashboardBody'],
  replaceOn: ['DashboardName'],
  attributes: [],
  create: async (properties, context) => {
    const DashboardName = text(properties, 'DashboardName') ?? context.newName(255);
    await put(DashboardName, properties, context);
    return physical(DashboardName);
  },
  update: async (known, properties, _previous, context) => {
    await put(known.physicalId, properties, context);
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('cloudwatch', 'DeleteDashboards', { DashboardNames: [physicalId] })),
};

const put = (DashboardName: string, properties: ValueMap, { call }: ProvisionContext): Promise<unknown> =>
  call('cloudwatch', 'PutDashboard', { DashboardName, DashboardBody: policyText(properties.DashboardBody) });

import { type Provisioner, physical } from '../provisioner.ts';

interface InertType {
  type: string;
  /** Why it has no effect on the laptop; SUPPORT.md says so. */
  reason: string;
  idPrefix: string;
  attributes?: readonly string[];
}

/** Types that a real account needs and a laptop has no use for: they get an identity, so that what refers to them resolves. */
export const INERT_TYPES: readonly InertType[] = [
  { type: 'AWS::Budgets::Budget', reason: 'nothing is billed', idPrefix: 'budget' },
  {
    type: 'AWS::EC2::SecurityGroup',
    reason: 'there is no network to guard',
    idPrefix: 'sg',
    attributes: ['GroupId', 'VpcId', 'Id'],
  },
  {
    type: 'AWS::EC2::SecurityGroupEgress',
    reason: 'there is no network to guard',
    idPrefix: 'sgr',
    attributes: ['Id'],
  },
  {
    type: 'AWS::EC2::SecurityGroupIngress',
    reason: 'there is no network to guard',
    idPrefix: 'sgr',
    attributes: ['Id'],
  },
  { type: 'AWS::EC2::VPCEndpoint', reason: 'there is no network', idPrefix: 'vpce', attributes: ['Id'] },
  { type: 'AWS::Glue::Connection', reason: 'jobs run on the laptop, in no VPC', idPrefix: 'connection' },
  {
    type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    reason: 'an endpoint is one process',
    idPrefix: 'scalable-target',
    attributes: ['Id'],
  },
  {
    type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    reason: 'an endpoint is one process',
    idPrefix: 'scaling-policy',
    attributes: ['Arn'],
  },
  { type: 'AWS::XRay::Group', reason: 'no traces are kept', idPrefix: 'xray-group', attributes: ['GroupARN'] },
  { type: 'AWS::CloudFormation::WaitConditionHandle', reason: 'nothing waits for it', idPrefix: 'handle' },
];

export const inertProvisioners: readonly Provisioner[] = INERT_TYPES.map(({ type, idPrefix, attributes = [] }) => ({
  type,
  properties: [],
  inert: ['*'],
  attributes,
  create: async (_properties, context) => {
    const id = context.newName().slice(-12).toLowerCase();
    const physicalId = `${idPrefix}-${id}`;
    return physical(physicalId, Object.fromEntries(attributes.map((name) => [name, physicalId])));
  },
  update: async (known) => known,
  delete: async () => {},
}));

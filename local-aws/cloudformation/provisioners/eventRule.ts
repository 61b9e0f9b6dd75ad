import { type ProvisionContext, type Provisioner, physical, pick, policyText, tagList, text } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const SETTINGS = ['Description', 'EventBusName', 'RoleArn', 'ScheduleExpression', 'State'];

export const eventRule: Provisioner = {
  type: 'AWS::Events::Rule',
  properties: ['Name', 'EventPattern', 'Targets', ...SETTINGS, 'Tags'],
  replaceOn: ['Name', 'EventBusName'],
  nameProperty: 'Name',
  attributes: ['Arn'],
  create: async (properties, context) => {
    const Name = text(properties, 'Name') ?? context.newName(64);
    const RuleArn = await putRule(Name, properties, context, true);
    const made = context.made(physical(Name, { Arn: RuleArn }));
    await putTargets(Name, properties, {}, context);
    return made;
  },
  update: async (known, properties, previous, context) => {
    await putRule(known.physicalId, properties, context, false);
    await putTargets(known.physicalId, properties, previous, context);
    return known;
  },
  delete: async ({ physicalId: Name }, properties, { call }) => {
    const bus = pick(properties, ['EventBusName']);
    const Ids = targets(properties).map(({ Id }) => String(Id));
    if (Ids.length > 0) await ignoreMissing(call('events', 'RemoveTargets', { Rule: Name, Ids, ...bus }));
    await ignoreMissing(call('events', 'DeleteRule', { Name, ...bus }));
  },
};

const targets = (properties: ValueMap): ValueMap[] => (properties.Targets ?? []) as ValueMap[];

async function putRule(Name: string, properties: ValueMap, context: ProvisionContext, isNew: boolean): Promise<string> {
  const Tags = isNew ? tagList(properties, context) : [];
  const { RuleArn = '' } = await context.call<{ RuleArn?: string }>('events', 'PutRule', {
    Name,
    ...pick(properties, SETTINGS),
    ...(properties.EventPattern !== undefined && { EventPattern: policyText(properties.EventPattern) }),
    ...(Tags.length > 0 && { Tags }),
  });
  return RuleArn;
}

async function putTargets(Rule: string, properties: ValueMap, previous: ValueMap, { call }: ProvisionContext) {
  const bus = pick(properties, ['EventBusName']);
  const ids = new Set(targets(properties).map(({ Id }) => String(Id)));
  const Ids = targets(previous)
    .map(({ Id }) => String(Id))
    .filter((id) => !ids.has(id));
  if (Ids.length > 0) await call('events', 'RemoveTargets', { Rule, Ids, ...bus });
  if (ids.size === 0) return;
  const answer = await call<{ FailedEntries?: { ErrorMessage?: string }[] }>('events', 'PutTargets', {
    Rule,
    Targets: targets(properties),
    ...bus,
  });
  const [failed] = answer.FailedEntries ?? [];
  if (failed) throw new Error(`A target of rule ${Rule} was refused: ${failed.ErrorMessage}`);
}

import type { Target } from '@aws-sdk/client-eventbridge';
import type { Tags } from '../../tags.ts';

/** An event bus as it is stored. */
export interface BusRecord {
  name: string;
  arn: string;
  description?: string | undefined;
  /** ms since the epoch */
  createdAt: number;
  modifiedAt: number;
  tags: Tags;
}

/** A rule as it is stored, its targets with it. */
export interface RuleRecord {
  name: string;
  arn: string;
  bus: string;
  eventPattern?: string | undefined;
  scheduleExpression?: string | undefined;
  state: 'ENABLED' | 'DISABLED';
  description?: string | undefined;
  roleArn?: string | undefined;
  tags: Tags;
  targets: Target[];
  /** ms since the epoch: where a rate counts from. */
  enabledAt: number;
}

/** An event on a bus, as targets get it. */
export interface BusEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** ISO 8601, whole seconds */
  time: string;
  region: string;
  resources: string[];
  detail: object;
}

/** An event on its way to a target: everything that the delivery needs, whatever becomes of the rule meanwhile. */
export interface TargetDelivery {
  ruleArn: string;
  ruleName: string;
  bus: string;
  target: Target;
  /** What the target gets, transformed already. */
  input: string;
  event: BusEvent;
}

import type { Cloud } from '../cloud.ts';
import type { Table } from '../store/database.ts';
import type { Value, ValueMap } from './template.ts';

/** What a resource is on the laptop: the answer of its provisioner. */
export interface PhysicalResource {
  physicalId: string;
  /** What `Ref` gives. */
  ref: string;
  /** What `Fn::GetAtt` gives. */
  attributes: Record<string, Value>;
}

export interface ResourceRecord extends PhysicalResource {
  logicalId: string;
  type: string;
  /** Resolved. */
  properties: ValueMap;
  dependsOn: string[];
  deletionPolicy: string;
  updateReplacePolicy: string;
  status: string;
  statusReason?: string;
  updatedAt: number;
  /** What it was before the operation under way, to go back to. */
  previous?: Pick<
    ResourceRecord,
    'physicalId' | 'ref' | 'attributes' | 'properties' | 'type' | 'deletionPolicy' | 'updateReplacePolicy' | 'dependsOn'
  >;
  /** Whether the operation under way made it (anew). */
  isNew?: boolean;
}

export interface OutputRecord {
  key: string;
  value: string;
  description?: string;
  exportName?: string;
}

export interface StackVersion {
  template: string;
  parameters: Record<string, string>;
  tags: Record<string, string>;
}

export interface StackRecord extends StackVersion {
  id: string;
  name: string;
  status: string;
  statusReason?: string;
  description?: string;
  outputs: OutputRecord[];
  capabilities: string[];
  notificationArns: string[];
  roleArn?: string;
  terminationProtection: boolean;
  disableRollback: boolean;
  createdAt: number;
  updatedAt?: number;
  deletedAt?: number;
  changeSetId?: string;
  /** What the stack was before the update under way. */
  previous?: StackVersion;
  /** Names of other stacks' exports that the template uses. */
  imports: string[];
}

export interface EventRecord {
  eventId: string;
  stackId: string;
  stackName: string;
  logicalId: string;
  physicalId: string;
  type: string;
  timestamp: number;
  status: string;
  reason?: string;
  properties?: string;
  token?: string;
}

export interface ChangeRecord {
  action: 'Add' | 'Modify' | 'Remove';
  logicalId: string;
  physicalId?: string;
  type: string;
  replacement?: 'True' | 'False' | 'Conditional';
  /** Names of the properties that change. */
  scope: string[];
}

export interface ChangeSetRecord extends StackVersion {
  id: string;
  name: string;
  stackId: string;
  stackName: string;
  kind: 'CREATE' | 'UPDATE';
  status: 'CREATE_COMPLETE' | 'FAILED';
  statusReason?: string;
  executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_COMPLETE' | 'OBSOLETE';
  description?: string;
  capabilities: string[];
  notificationArns: string[];
  roleArn?: string;
  changes: ChangeRecord[];
  createdAt: number;
}

/** What CloudFormation keeps. */
export class StackStore {
  /** By stack id. */
  readonly stacks: Table<StackRecord>;
  /** By `<stack id>|<logical id>`. */
  readonly resources: Table<ResourceRecord>;
  /** By `<stack id>|<time>|<count>`. */
  readonly events: Table<EventRecord>;
  /** By change set id. */
  readonly changeSets: Table<ChangeSetRecord>;
  #eventCount = 0;

  constructor(cloud: Cloud) {
    this.stacks = cloud.database.table('cloudformation.stacks');
    this.resources = cloud.database.table('cloudformation.resources');
    this.events = cloud.database.table('cloudformation.events');
    this.changeSets = cloud.database.table('cloudformation.change-sets');
  }

  /** The stack of that name that is not deleted, or of that id. */
  find(nameOrId: string): StackRecord | undefined {
    if (nameOrId.startsWith('arn:')) return this.stacks.get(nameOrId);
    return this.live().find(({ name }) => name === nameOrId);
  }

  /** Stacks that are not deleted. */
  live(): StackRecord[] {
    return this.all().filter(({ status }) => status !== 'DELETE_COMPLETE');
  }

  all(): StackRecord[] {
    return this.stacks.list().map(({ value }) => value);
  }

  resourcesOf(stackId: string): ResourceRecord[] {
    return this.resources.list({ prefix: `${stackId}|` }).map(({ value }) => value);
  }

  putResource(stackId: string, record: ResourceRecord): void {
    this.resources.put(`${stackId}|${record.logicalId}`, record);
  }

  deleteResource(stackId: string, logicalId: string): void {
    this.resources.delete(`${stackId}|${logicalId}`);
  }

  addEvent(event: EventRecord): void {
    const time = String(event.timestamp).padStart(15, '0');
    this.events.put(`${event.stackId}|${time}|${String(++this.#eventCount).padStart(8, '0')}`, event);
  }

  /** Newest first, as CloudFormation lists them. */
  eventsOf(stackId: string): EventRecord[] {
    return this.events
      .list({ prefix: `${stackId}|` })
      .map(({ value }) => value)
      .reverse();
  }
}

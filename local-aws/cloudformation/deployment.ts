import { isDeepStrictEqual } from 'node:util';
import {
  type EngineEnvironment,
  messageOf,
  provisionContext,
  provisionerOf,
  setResourceStatus,
} from './engineEnvironment.ts';
import { resolve } from './intrinsics.ts';
import type { Provisioner } from './provisioner.ts';
import type { Scope } from './scope.ts';
import type { PhysicalResource, ResourceRecord, StackRecord } from './stackRecords.ts';
import { invalidTemplate, type Template, type ValueMap } from './template.ts';

/** A resource that could not be made; the others that had begun have ended. */
export class DeploymentFailed extends Error {
  override readonly name = 'DeploymentFailed';
}

const CANCELLED = Symbol('cancelled');

/** Brings a stack's resources to what a template says: each as soon as those it needs are there. */
export class Deployment {
  readonly records: Map<string, ResourceRecord>;
  readonly #environment: EngineEnvironment;
  readonly #stack: StackRecord;
  readonly #template: Template;
  readonly #graph: Map<string, Set<string>>;
  #failed: string[] = [];

  constructor(environment: EngineEnvironment, stack: StackRecord, template: Template, graph: Map<string, Set<string>>) {
    this.#environment = environment;
    this.#stack = stack;
    this.#template = template;
    this.#graph = graph;
    this.records = new Map(environment.store.resourcesOf(stack.id).map((record) => [record.logicalId, record]));
  }

  /** Throws `DeploymentFailed` after everything that had begun has ended. */
  async run(scope: Scope): Promise<void> {
    const done = new Map<string, Promise<void>>();
    const begin = (logicalId: string): Promise<void> => {
      const known = done.get(logicalId);
      if (known) return known;
      const needed = [...(this.#graph.get(logicalId) ?? [])].map(begin);
      const run = Promise.all(needed).then(() => this.#provision(logicalId, scope));
      done.set(logicalId, run);
      return run;
    };
    await Promise.allSettled([...this.#graph.keys()].map(begin));
    if (this.#failed.length > 0) {
      throw new DeploymentFailed(`The following resource(s) failed to create or update: [${this.#failed.join(', ')}].`);
    }
  }

  async #provision(logicalId: string, scope: Scope): Promise<void> {
    if (this.#failed.length > 0) throw CANCELLED;
    const template = this.#template.Resources[logicalId];
    if (!template) return;
    const existing = this.records.get(logicalId);
    try {
      const provisioner = provisionerOf(this.#environment, template.Type);
      const properties = resolve(template.Properties ?? {}, scope) as ValueMap;
      const common = {
        dependsOn: [...(this.#graph.get(logicalId) ?? [])],
        deletionPolicy: template.DeletionPolicy ?? 'Delete',
        updateReplacePolicy: template.UpdateReplacePolicy ?? 'Delete',
      };
      if (!existing) return await this.#create(provisioner, logicalId, properties, common);
      if (existing.type === template.Type && isDeepStrictEqual(existing.properties, properties)) {
        Object.assign(existing, common);
        this.#environment.store.putResource(this.#stack.id, existing);
        return;
      }
      await this.#change(provisioner, existing, properties, common);
    } catch (error) {
      if (error !== CANCELLED) this.#fail(logicalId, template.Type, error);
      throw error;
    }
  }

  async #create(provisioner: Provisioner, logicalId: string, properties: ValueMap, common: Policies): Promise<void> {
    const record: ResourceRecord = {
      logicalId,
      type: provisioner.type,
      physicalId: '',
      ref: '',
      attributes: {},
      properties,
      ...common,
      status: '',
      updatedAt: 0,
      isNew: true,
    };
    this.records.set(logicalId, record);
    this.#status(record, 'CREATE_IN_PROGRESS');
    this.#adopt(record, await provisioner.create(properties, this.#context(record)));
    this.#status(record, 'CREATE_COMPLETE');
  }

  async #change(
    provisioner: Provisioner,
    record: ResourceRecord,
    properties: ValueMap,
    common: Policies,
  ): Promise<void> {
    const { physicalId, ref, attributes, type, deletionPolicy, updateReplacePolicy, dependsOn } = record;
    const former = {
      physicalId,
      ref,
      attributes,
      properties: record.properties,
      type,
      deletionPolicy,
      updateReplacePolicy,
      dependsOn,
    };
    const replaces = needsReplacement(provisioner, record, properties);
    if (replaces) refuseReplacingNamed(provisioner, record, properties);
    Object.assign(record, common, { properties, type: provisioner.type, previous: former });
    if (!replaces && provisioner.update) {
      this.#status(record, 'UPDATE_IN_PROGRESS');
      const updated = await provisioner.update(former, properties, former.properties, this.#context(record));
      this.#adopt(record, updated);
    } else {
      this.#status(
        record,
        'UPDATE_IN_PROGRESS',
        'Requested update requires the creation of a new physical resource; hence creating one.',
      );
      const context = provisionContext(this.#environment, this.#stack, record.logicalId, (physical) => {
        record.isNew = true;
        this.#adopt(record, physical);
      });
      this.#adopt(record, await provisioner.create(properties, context));
      record.isNew = true;
    }
    this.#status(record, 'UPDATE_COMPLETE');
  }

  #context(record: ResourceRecord) {
    return provisionContext(this.#environment, this.#stack, record.logicalId, (physical) =>
      this.#adopt(record, physical),
    );
  }

  #adopt(record: ResourceRecord, { physicalId, ref, attributes }: PhysicalResource): void {
    Object.assign(record, { physicalId, ref, attributes });
    this.#environment.store.putResource(this.#stack.id, record);
  }

  #status(record: ResourceRecord, status: string, reason?: string): void {
    setResourceStatus(this.#environment, this.#stack, record, { status, reason });
  }

  #fail(logicalId: string, type: string, error: unknown): void {
    this.#failed.push(logicalId);
    const record = this.records.get(logicalId) ?? unmade(logicalId, type);
    const isUpdate =
      record.previous !== undefined || record.status.startsWith('UPDATE') || record.status === 'CREATE_COMPLETE';
    setResourceStatus(this.#environment, this.#stack, record, {
      status: isUpdate ? 'UPDATE_FAILED' : 'CREATE_FAILED',
      reason: messageOf(error),
    });
    this.records.set(logicalId, record);
  }
}

type Policies = Pick<ResourceRecord, 'dependsOn' | 'deletionPolicy' | 'updateReplacePolicy'>;

const unmade = (logicalId: string, type: string): ResourceRecord => ({
  logicalId,
  type,
  physicalId: '',
  ref: '',
  attributes: {},
  properties: {},
  dependsOn: [],
  deletionPolicy: 'Delete',
  updateReplacePolicy: 'Delete',
  status: '',
  updatedAt: 0,
  isNew: true,
});

export const changedProperties = (before: ValueMap, after: ValueMap): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );

export function needsReplacement(
  provisioner: Provisioner,
  before: { type: string; properties: ValueMap },
  properties: ValueMap,
): boolean {
  if (before.type !== provisioner.type || !provisioner.update) return true;
  return changedProperties(before.properties, properties).some((name) => provisioner.replaceOn?.includes(name));
}

function refuseReplacingNamed(provisioner: Provisioner, record: ResourceRecord, properties: ValueMap): void {
  const { nameProperty } = provisioner;
  const name = nameProperty && properties[nameProperty];
  if (record.type !== provisioner.type || !nameProperty || name === undefined) return;
  if (!isDeepStrictEqual(name, record.properties[nameProperty])) return;
  throw invalidTemplate(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${String(name)} and update the stack again.`,
  );
}

import type { DeploymentConfig } from '@aws-sdk/client-sagemaker';
import type { Cloud } from '../../../cloud.ts';
import { emitChange } from '../events.ts';
import type { EndpointRecord, EndpointStatus, SageMakerTables, VariantState } from '../records.ts';
import { Fleet } from './fleet.ts';
import { alarmsRaised } from './rollbackAlarms.ts';
import { type TrafficStep, trafficPlan } from './trafficPlan.ts';
import { WeightedChoice } from './weightedChoice.ts';

/** Looks at the alarms so often within a baking time. */
const LOOKS = 5;

/** What serves an endpoint now. */
export interface LiveEndpoint {
  fleet: Fleet;
  choice: WeightedChoice;
  /** While an update is on. */
  green?: { fleet: Fleet; share: number; variants: VariantState[] };
  sides: WeightedChoice;
  aborted?: AbortController;
}

/** All endpoints: their records and the fleets that serve them. */
export class Endpoints {
  readonly #cloud: Cloud;
  readonly #tables: SageMakerTables;
  readonly #live = new Map<string, LiveEndpoint>();
  readonly #work = new Set<Promise<void>>();
  #closing = false;

  constructor(cloud: Cloud, tables: SageMakerTables) {
    this.#cloud = cloud;
    this.#tables = tables;
  }

  create(record: EndpointRecord): void {
    this.#move(record, 'Creating');
    this.#background(async () => {
      try {
        this.#refuseFaulted(record.name);
        await this.#held(() => this.live(record).fleet.start(record.variants));
        if (this.#current(record)) this.#move(record, 'InService');
      } catch (error) {
        if (!this.#current(record)) return;
        record.failure = notServing(record.variants, error);
        this.#move(record, 'Failed');
      }
    });
  }

  /** Blue/green: a second fleet gets traffic step by step; an alarm or a fleet that does not start rolls back. */
  update(
    record: EndpointRecord,
    config: string,
    variants: VariantState[],
    deployment: DeploymentConfig | undefined,
  ): void {
    const instances = variants.reduce((sum, variant) => sum + variant.instances, 0);
    const steps = trafficPlan(deployment, instances);
    const started = this.#cloud.clock.now();
    record.pending = { config, started, variants, phase: 'Creating', message: `Launching ${instances} instance(s).` };
    if (deployment) record.lastDeployment = deployment;
    delete record.failure;
    this.#move(record, 'Updating');
    this.#background(() => this.#deploy(record, steps, deployment));
  }

  async #deploy(record: EndpointRecord, steps: TrafficStep[], deployment: DeploymentConfig | undefined): Promise<void> {
    const live = this.live(record);
    const { pending } = record;
    if (!pending) return;
    const green = new Fleet(this.#cloud, record.name);
    const abort = new AbortController();
    live.aborted = abort;
    try {
      this.#refuseFaulted(record.name);
      await this.#held(() => green.start(pending.variants));
      live.green = { fleet: green, share: 0, variants: pending.variants };
      const alarms = deployment?.AutoRollbackConfiguration?.Alarms?.map(({ AlarmName = '' }) => AlarmName) ?? [];
      const limit = deployment?.BlueGreenUpdatePolicy?.MaximumExecutionTimeoutInSeconds;
      const deadline = limit === undefined ? Number.POSITIVE_INFINITY : pending.started + limit * 1000;
      for (const step of steps) {
        live.green.share = step.share;
        Object.assign(pending, { phase: step.phase, message: step.message });
        this.#move(record, 'Updating');
        if (this.#cloud.clock.now() + step.seconds * 1000 > deadline)
          throw new Error(
            `Endpoint deployment was rolled back because it would have taken longer than ${limit} seconds`,
          );
        await this.#bake(step.seconds, alarms, abort.signal);
      }
    } catch (error) {
      delete live.green;
      await green.close();
      if (abort.signal.aborted || !this.#current(record)) return;
      record.failure = notServing(pending.variants, error);
      this.#move(record, 'RollingBack');
      delete record.pending;
      this.#move(record, 'InService');
      return;
    }
    if (!this.#current(record)) return green.close();
    const blue = live.fleet;
    live.fleet = green;
    live.choice = new WeightedChoice();
    delete live.green;
    record.config = pending.config;
    record.variants = pending.variants;
    delete record.pending;
    this.#move(record, 'InService');
    await blue.close();
  }

  /** Watches the alarms for a time of the clock. Throws when one is raised or there is none of that name. */
  async #bake(seconds: number, alarms: readonly string[], signal: AbortSignal): Promise<void> {
    const since = this.#cloud.clock.now();
    for (let look = 0; look <= LOOKS; look++) {
      const { raised, missing } = await alarmsRaised(this.#cloud, alarms, since);
      if (raised.length > 0)
        throw new Error(
          `Endpoint deployment was rolled back because these CloudWatch alarms went into ALARM: ${raised.join(', ')}`,
        );
      if (missing.length > 0)
        throw new Error(
          `Endpoint deployment was rolled back because these CloudWatch alarms do not exist: ${missing.join(', ')}`,
        );
      if (seconds === 0 || look === LOOKS) return;
      await this.#cloud.clock.sleep((seconds * 1000) / LOOKS, signal);
    }
  }

  async delete(record: EndpointRecord): Promise<void> {
    this.#move(record, 'Deleting');
    this.#tables.endpoints.delete(record.name);
    this.#tables.tags.delete(record.arn);
    const live = this.#live.get(record.name);
    this.#live.delete(record.name);
    live?.aborted?.abort(new Error('The endpoint is being deleted'));
    await live?.fleet.close();
  }

  /** What serves the endpoint; after a restart of the server its processes start with the first request. */
  live(record: EndpointRecord): LiveEndpoint {
    const known = this.#live.get(record.name);
    if (known) return known;
    const live: LiveEndpoint = {
      fleet: new Fleet(this.#cloud, record.name),
      choice: new WeightedChoice(),
      sides: new WeightedChoice(),
    };
    this.#live.set(record.name, live);
    return live;
  }

  /** The variant that the next request goes to, and its fleet; undefined when there is no variant of that name. */
  route(record: EndpointRecord, target: string | undefined): { variant: VariantState; fleet: Fleet } | undefined {
    const live = this.live(record);
    const { green } = live;
    const side = green
      ? live.sides.next([
          { name: 'blue', weight: 1 - green.share },
          { name: 'green', weight: green.share },
        ])
      : undefined;
    const fleet = side?.name === 'green' && green ? green.fleet : live.fleet;
    const variants = side?.name === 'green' && green ? green.variants : record.variants;
    const variant = target === undefined ? live.choice.next(variants) : variants.find(({ name }) => name === target);
    return variant && { variant, fleet };
  }

  /** Endpoints that were being made or changed when the last server ended. */
  settleLost(): void {
    for (const { value } of this.#tables.endpoints.list()) {
      if (this.#live.has(value.name)) continue;
      if (value.status === 'Creating') {
        value.failure = 'InternalServerError: The server of the laptop ended while the endpoint was being created.';
        this.#move(value, 'Failed');
      } else if (value.pending) {
        value.failure = 'InternalServerError: The server of the laptop ended while the endpoint was being updated.';
        delete value.pending;
        this.#move(value, 'InService');
      }
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    for (const live of this.#live.values()) live.aborted?.abort(new Error('The server is closing'));
    await Promise.all([...this.#live.values()].flatMap(({ fleet, green }) => [fleet.close(), green?.fleet.close()]));
    await Promise.allSettled(this.#work);
  }

  /** Records a change that is no deployment: other weights, another number of instances. */
  changed(record: EndpointRecord): void {
    this.#move(record, 'Updating');
    this.#move(record, 'InService');
  }

  #refuseFaulted(name: string): void {
    const fault = this.#cloud.faults?.job('sagemaker', 'Endpoint', { EndpointName: name });
    if (fault) throw new Error(fault.effect === 'end' && fault.message ? fault.message : 'The container was killed');
  }

  /** Whether the record is still the endpoint of its name. */
  #current(record: EndpointRecord): boolean {
    return !this.#closing && this.#tables.endpoints.get(record.name)?.created === record.created;
  }

  #background(action: () => Promise<void>): void {
    const settled = action().finally(() => this.#work.delete(settled));
    this.#work.add(settled);
  }

  /** Real work, during which idle time is not skipped; baking times are no work. */
  async #held<T>(action: () => Promise<T>): Promise<T> {
    const letGo = this.#cloud.clock.hold();
    try {
      return await action();
    } finally {
      letGo();
    }
  }

  #move(record: EndpointRecord, status: EndpointStatus): void {
    if (this.#closing) return;
    record.status = status;
    record.modified = this.#cloud.clock.now();
    this.#tables.endpoints.put(record.name, record);
    const variants = (list: readonly VariantState[], extra: object = {}) =>
      list.map(({ name, weight, instances }) => ({
        VariantName: name,
        CurrentWeight: weight,
        DesiredWeight: weight,
        CurrentInstanceCount: instances,
        DesiredInstanceCount: instances,
        ...extra,
      }));
    const detail = {
      EndpointName: record.name,
      EndpointArn: record.arn,
      EndpointConfigName: record.config,
      ProductionVariants: variants(record.variants),
      // Events have the status in the form of other services' events: IN_SERVICE.
      EndpointStatus: status.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(),
      ...(record.failure !== undefined && { FailureReason: record.failure }),
      CreationTime: record.created,
      LastModifiedTime: record.modified,
    };
    const { pending } = record;
    emitChange(this.#cloud, this.#tables, 'SageMaker Endpoint State Change', record.arn, detail);
    if (!pending) return;
    emitChange(this.#cloud, this.#tables, 'SageMaker Endpoint Deployment State Change', record.arn, {
      ...detail,
      PendingDeploymentSummary: {
        EndpointConfigName: pending.config,
        StartTime: pending.started,
        ProductionVariants: variants(pending.variants, {
          VariantStatus: [{ Status: pending.phase, StatusMessage: pending.message, StartTime: record.modified }],
        }),
      },
    });
  }
}

const notServing = (variants: readonly VariantState[], error: unknown): string => {
  const reason = error instanceof Error ? error.message : String(error);
  if (reason.startsWith('Endpoint deployment')) return reason;
  const names = variants.map(({ name }) => name).join(', ');
  return `The primary container for production variant ${names} did not pass the ping health check. Please check CloudWatch logs for this endpoint. (${reason})`;
};

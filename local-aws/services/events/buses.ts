import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import type { Table } from '../../store/database.ts';
import type { BusRecord, RuleRecord } from './records.ts';

/** Event buses and their rules, on disk. A bus may be named by its ARN wherever its name is asked for. */
export class Buses {
  readonly #cloud: Cloud;
  readonly #buses: Table<BusRecord>;
  readonly #rules: Table<RuleRecord>;
  readonly #enabled = new Map<string, RuleRecord[]>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#buses = cloud.database.table('events.buses');
    this.#rules = cloud.database.table('events.rules');
    if (!this.#buses.get('default')) this.add('default', {});
  }

  add(name: string, fields: Partial<BusRecord>): BusRecord {
    if (this.#buses.get(name))
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    const now = this.#cloud.clock.now();
    const arn = this.#cloud.arn('events', `event-bus/${name}`);
    const record: BusRecord = { tags: {}, ...fields, name, arn, createdAt: now, modifiedAt: now };
    this.#buses.put(name, record);
    return record;
  }

  save(bus: BusRecord): void {
    this.#buses.put(bus.name, bus);
  }

  remove(name: string): void {
    this.#buses.delete(name);
  }

  list(prefix = ''): BusRecord[] {
    return this.#buses.list({ prefix }).map(({ value }) => value);
  }

  find(nameOrArn: string | undefined): BusRecord | undefined {
    return this.#buses.get(busName(nameOrArn));
  }

  /** Throws `ResourceNotFoundException`. */
  bus(nameOrArn: string | undefined): BusRecord {
    const found = this.find(nameOrArn);
    if (!found) throw new AwsError('ResourceNotFoundException', `Event bus ${busName(nameOrArn)} does not exist.`);
    return found;
  }

  rules(bus: string | undefined, prefix = ''): RuleRecord[] {
    return this.#rules.list({ prefix: `${busName(bus)}/${prefix}` }).map(({ value }) => value);
  }

  allRules(): RuleRecord[] {
    return this.#rules.list().map(({ value }) => value);
  }

  findRule(name: string, bus: string | undefined): RuleRecord | undefined {
    return this.#rules.get(`${busName(bus)}/${name}`);
  }

  /** Throws `ResourceNotFoundException`. */
  rule(name: string, bus: string | undefined): RuleRecord {
    const found = this.findRule(name, bus);
    if (!found)
      throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${busName(bus)}.`);
    return found;
  }

  saveRule(rule: RuleRecord): void {
    this.#rules.put(`${rule.bus}/${rule.name}`, rule);
    this.#enabled.delete(rule.bus);
  }

  removeRule(rule: RuleRecord): void {
    this.#rules.delete(`${rule.bus}/${rule.name}`);
    this.#enabled.delete(rule.bus);
  }

  /** The enabled rules of a bus that have a pattern: what every event is held against. */
  matching(bus: string): RuleRecord[] {
    const known = this.#enabled.get(bus);
    if (known) return known;
    const rules = this.rules(bus).filter((rule) => rule.state === 'ENABLED' && rule.eventPattern !== undefined);
    this.#enabled.set(bus, rules);
    return rules;
  }

  /** `rule/<name>` on the default bus, `rule/<bus>/<name>` elsewhere. */
  ruleArn(name: string, bus: string | undefined): string {
    const on = busName(bus);
    return this.#cloud.arn('events', on === 'default' ? `rule/${name}` : `rule/${on}/${name}`);
  }
}

/** The bus's name, from its name or ARN. */
export const busName = (nameOrArn: string | undefined): string =>
  nameOrArn === undefined
    ? 'default'
    : nameOrArn.startsWith('arn:')
      ? (nameOrArn.split('event-bus/')[1] ?? '')
      : nameOrArn;

import { randomUUID } from 'node:crypto';
import type { Cloud, EventBus } from '../../cloud.ts';
import type { Deliveries } from '../../deliveries/deliveries.ts';
import { compilePattern, type Pattern } from '../../patterns/compilePattern.ts';
import { nextTime, parseExpression } from '../../schedules/expression.ts';
import { Buses } from './buses.ts';
import type { BusEvent, RuleRecord, TargetDelivery } from './records.ts';
import { createTargetDeliveries } from './targetDeliveries.ts';
import { targetInput } from './targetInput.ts';

/** EventBridge's heart: holds events against rules, and fires rules that run on a schedule. */
export class Router implements EventBus {
  readonly buses: Buses;
  readonly #cloud: Cloud;
  readonly #deliveries: Deliveries<TargetDelivery>;
  readonly #patterns = new Map<string, Pattern>();
  readonly #timers = new Map<string, () => void>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.buses = new Buses(cloud);
    this.#deliveries = createTargetDeliveries(cloud);
  }

  /** Takes up what a former process left, and starts the rules on a schedule. */
  start(): void {
    this.#deliveries.resume();
    for (const rule of this.buses.allRules()) this.arm(rule);
  }

  emit(event: { source: string; detailType: string; detail: object; resources?: string[] }): void {
    this.publish('default', this.event(event));
  }

  event(event: {
    source: string;
    detailType: string;
    detail: object;
    resources?: readonly string[] | undefined;
    time?: number | undefined;
  }): BusEvent {
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': event.detailType,
      source: event.source,
      account: this.#cloud.account,
      time: new Date(event.time ?? this.#cloud.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: this.#cloud.region,
      resources: [...(event.resources ?? [])],
      detail: event.detail,
    };
  }

  /** Takes an event over: its deliveries are on disk when this returns. */
  publish(bus: string, event: BusEvent): void {
    const rules = this.buses.matching(bus).filter((rule) => this.#pattern(rule)(event));
    for (const rule of rules) this.#count(rule, 'MatchedEvents');
    this.#deliver(rules, event);
  }

  /** Starts or stops the timer of a rule, after it was put, enabled, disabled or deleted. */
  arm(rule: RuleRecord | undefined, arn = rule?.arn ?? ''): void {
    this.#timers.get(arn)?.();
    this.#timers.delete(arn);
    if (rule?.scheduleExpression === undefined || rule.state !== 'ENABLED') return;
    const expression = parseExpression(rule.scheduleExpression);
    const at = nextTime(expression, this.#cloud.clock.now(), { zone: 'UTC', anchor: rule.enabledAt });
    if (at === undefined) return;
    this.#timers.set(
      arn,
      this.#cloud.clock.schedule(at, () => this.#fire(rule, at)),
    );
  }

  settled(): Promise<void> {
    return this.#deliveries.settled();
  }

  async close(): Promise<void> {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    await this.#deliveries.close();
  }

  #fire(armed: RuleRecord, at: number): void {
    const rule = this.buses.findRule(armed.name, armed.bus);
    if (!rule) return;
    const scheduled = {
      source: 'aws.events',
      detailType: 'Scheduled Event',
      detail: {},
      resources: [rule.arn],
      time: at,
    };
    this.#count(rule, 'TriggeredRules');
    this.#deliver([rule], this.event(scheduled));
    this.arm(rule);
  }

  #deliver(rules: readonly RuleRecord[], event: BusEvent): void {
    const now = this.#cloud.clock.now();
    const deliveries = rules.flatMap((rule) =>
      rule.targets.map((target) => ({
        ruleArn: rule.arn,
        ruleName: rule.name,
        bus: rule.bus,
        target,
        input: targetInput(target, event, rule, now),
        event,
      })),
    );
    if (deliveries.length > 0) this.#deliveries.accept(deliveries);
  }

  #pattern(rule: RuleRecord): Pattern {
    const text = rule.eventPattern ?? '';
    const known = this.#patterns.get(text) ?? compilePattern(JSON.parse(text));
    this.#patterns.set(text, known);
    return known;
  }

  #count(rule: RuleRecord, name: string): void {
    const dimensions = { RuleName: rule.name };
    this.#cloud.parts.metrics.put('AWS/Events', [{ name, value: 1, unit: 'Count', dimensions }]);
  }
}

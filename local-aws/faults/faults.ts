import type { Cloud, FaultPort, JobFault } from '../cloud.ts';
import type { Call } from '../service.ts';
import { applyToCall } from './applyToCall.ts';
import { parseRule } from './parseRule.ts';
import { type FaultRule, fits } from './rule.ts';
import { seededChance } from './seededChance.ts';

/** A call as a rule sees it. */
export interface FaultedCall {
  service: string;
  operation: string;
  input: Record<string, unknown>;
  call: Call;
  /** Told which rule met the call. */
  met(rule: string): void;
  /** Waits without holding the clock. */
  idle(wait: () => Promise<void>): Promise<void>;
}

interface Active {
  rule: FaultRule;
  /** Calls that the rule was for, and those it met. */
  seen: number;
  fired: number;
  chance: () => number;
  /** A delivery that waits for the next one to overtake it. */
  held?: () => Promise<void>;
}

const REORDER_LIMIT = 60_000;

/** The rules in force, and what they do to calls, deliveries and jobs. Chances are drawn from the seed: the same run meets the same faults. */
export class Faults implements FaultPort {
  readonly #seed: number;
  #rules: Active[] = [];
  #cloud: Cloud | undefined;

  constructor(seed = 0) {
    this.#seed = seed;
  }

  /** Whose clock and functions the effects work on, and the rules in force from the start. Throws `FaultRuleError`. */
  attach(cloud: Cloud, rules: readonly string[] = []): void {
    this.#cloud = cloud;
    for (const text of rules) this.add(text);
  }

  /** Throws `FaultRuleError`. */
  add(text: string): void {
    const rule = parseRule(text);
    if (rule.service === '' && rule.effect.kind === 'clock') {
      this.#advance(rule.effect.ms);
      return;
    }
    this.#rules.push({ rule, seen: 0, fired: 0, chance: seededChance(`${this.#seed} ${text}`) });
  }

  clear(): void {
    for (const { held } of this.#rules) void held?.();
    this.#rules = [];
  }

  list(): { rule: string; seen: number; fired: number }[] {
    return this.#rules.map(({ rule, seen, fired }) => ({ rule: rule.text, seen, fired }));
  }

  around(
    faulted: FaultedCall,
    run: (input: Record<string, unknown>, call: Call) => Promise<unknown>,
  ): Promise<unknown> {
    const rule = this.#meets(faulted.service, faulted.operation, faulted.input, faulted.call);
    if (!rule) return run(faulted.input, faulted.call);
    faulted.met(rule.rule.text);
    return applyToCall(rule.rule, faulted, run, (ms) => this.#advance(ms));
  }

  async deliver(
    service: string,
    operation: string,
    fields: Record<string, string>,
    send: () => void | Promise<void>,
  ): Promise<void> {
    const active = this.#meets(service, operation, fields);
    if (!active) return send();
    const { effect } = active.rule;
    switch (effect.kind) {
      case 'drop':
        return;
      case 'times':
        for (let count = 0; count < effect.count; count++) await send();
        return;
      case 'delay':
        return this.#later(effect.ms, send);
      case 'reorder':
        return this.#reorder(active, send);
      case 'clock':
        this.#advance(effect.ms);
        return send();
      case 'stop':
        if (active.rule.phase === 'after') await send();
        process.kill(process.pid, 'SIGKILL');
        return;
      default:
        throw new Error(`${active.rule.text}: ${effect.kind} is no effect of a delivery`);
    }
  }

  job(service: string, kind: string, fields: Record<string, string>): JobFault | undefined {
    const active = this.#meets(service, kind, fields);
    if (!active) return undefined;
    const { effect, text } = active.rule;
    if (effect.kind === 'hang' || effect.kind === 'kill') return { effect: effect.kind };
    if (effect.kind === 'delay') return { effect: 'delay', ms: effect.ms };
    if (effect.kind === 'timeout') return { effect: 'end', state: 'TIMEOUT', message: 'Timed out (injected fault)' };
    if (effect.kind === 'error') {
      return { effect: 'end', state: effect.name, message: effect.message ?? `${effect.name} (injected fault)` };
    }
    throw new Error(`${text}: a job can only end with error STATE, timeout, hang, kill or delay T`);
  }

  /** The first rule that meets this one; every rule that it is for counts it. */
  #meets(service: string, operation: string, fields: object, call?: Call): Active | undefined {
    let met: Active | undefined;
    for (const active of this.#rules) {
      const { rule } = active;
      // What is no call is met only by its name: `*:*` is for calls.
      const named = call ? fits(rule.operation, operation) : rule.operation === operation;
      if (!named || !fits(rule.service, service)) continue;
      if (!rule.conditions.every(({ field, value }) => fits(value, fieldOf(field, fields, call)))) continue;
      active.seen++;
      if (met || !this.#selects(active)) continue;
      active.fired++;
      met = active;
    }
    return met;
  }

  #selects({ rule: { selector }, seen, chance }: Active): boolean {
    switch (selector.kind) {
      case 'all':
        return true;
      case 'nth':
        return seen === selector.n;
      case 'every':
        return seen % selector.n === 0;
      case 'chance':
        return chance() < selector.probability;
    }
  }

  async #later(ms: number, send: () => void | Promise<void>): Promise<void> {
    const clock = this.#cloud?.clock;
    if (!clock) throw new Error('Faults are not attached to a server');
    await clock.sleep(ms);
    await send();
  }

  /** The next delivery overtakes this one; when none comes it goes after a minute. */
  async #reorder(active: Active, send: () => void | Promise<void>): Promise<void> {
    const { held } = active;
    if (held) {
      delete active.held;
      await send();
      await held();
      return;
    }
    await new Promise<void>((resolve, reject) => {
      let sent = false;
      const release = async (): Promise<void> => {
        if (sent) return;
        sent = true;
        cancel?.();
        if (active.held === release) delete active.held;
        try {
          await send();
          resolve();
        } catch (error) {
          reject(error);
        }
      };
      const clock = this.#cloud?.clock;
      const cancel = clock?.schedule(clock.now() + REORDER_LIMIT, () => void release());
      active.held = release;
    });
  }

  #advance(ms: number): void {
    (this.#cloud?.clock as { advance?(ms: number): void } | undefined)?.advance?.(ms);
  }
}

/** A parameter by its path, as text; empty where there is none. */
const fieldOf = (path: string, fields: object, call: Call | undefined): string => {
  if (call && path === 'caller') return call.caller.arn;
  if (call && path === 'role') return call.caller.roleArn?.split('/').at(-1) ?? '';
  let value: unknown = fields;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null) return '';
    const key = Object.keys(value).find((each) => each.toLowerCase() === part.toLowerCase());
    value = key === undefined ? undefined : (value as Record<string, unknown>)[key];
  }
  return value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
};

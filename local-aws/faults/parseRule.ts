import type { Condition, Effect, FaultRule, Phase, Selector } from './rule.ts';

/** A rule that does not parse: where, what was expected and what stood there. */
export class FaultRuleError extends Error {
  override readonly name = 'FaultRuleError';
  /** From 1. */
  readonly column: number;

  constructor(text: string, column: number, expected: string, found: string) {
    super(
      `Fault rule "${text}", column ${column}: expected ${expected}, got ${found === '' ? 'the end' : `"${found}"`}`,
    );
    this.column = column;
  }
}

interface Token {
  text: string;
  column: number;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DELIVERIES: readonly string[] = ['events', 'scheduler', 'sns', 'lambda', 's3'];
const EFFECTS =
  'error NAME, timeout, drop, twice, times N, delay T, reorder, truncate N, kill [FUNCTION], clock ±T, hang or stop';
/** Jobs, which are no calls: what a rule does to them is how they end. */
const JOBS: readonly string[] = [
  'glue:JobRun',
  'glue:DataQualityRulesetEvaluationRun',
  'sagemaker:TrainingJob',
  'sagemaker:TransformJob',
  'sagemaker:Endpoint',
];
const DELAYED_JOB = 'glue:JobRun';
const WITH_BODY: readonly string[] = ['PutObject', 'UploadPart', 'GetObject'];

/** Parses `service:Operation[#n | every n | p=…] [if field=value [and …]] [before|after|instead] EFFECT`. Throws `FaultRuleError`. */
export const parseRule = (text: string): FaultRule => new Parser(text).rule();

class Parser {
  readonly #text: string;
  readonly #tokens: Token[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = [...text.matchAll(/"[^"]*"|[^\s"#]+(?:"[^"]*")?|#/g)].map((match) => ({
      text: match[0],
      column: match.index + 1,
    }));
  }

  rule(): FaultRule {
    if (this.#peek().text === 'clock') return this.#clockRule();
    const { service, operation } = this.#target();
    const selector = this.#selector();
    const conditions = this.#conditions();
    const phase = this.#phase();
    const at = this.#peek();
    const effect = this.#effect();
    this.#end();
    this.#checkEffect(at, effect, service, operation);
    return {
      text: this.#text,
      service,
      operation,
      selector,
      conditions,
      phase: phase ?? standardPhase(effect, operation),
      effect,
    };
  }

  /** `clock +20m` alone moves the clock when the rule is added. */
  #clockRule(): FaultRule {
    const effect = this.#effect();
    this.#end();
    return {
      text: this.#text,
      service: '',
      operation: '',
      selector: { kind: 'all' },
      conditions: [],
      phase: 'before',
      effect,
    };
  }

  #target(): { service: string; operation: string } {
    const token = this.#take('service:Operation');
    const match = /^(\*|[a-z0-9-]+)(?::(\*|[A-Za-z0-9*]+))?$/.exec(token.text);
    const service = match?.[1];
    if (service === undefined) this.#fail(token, 'service:Operation');
    const operation = match?.[2] ?? (DELIVERIES.includes(service) ? 'Delivery' : undefined);
    if (operation === undefined) this.#fail({ text: '', column: token.column + token.text.length }, '":Operation"');
    return { service, operation };
  }

  #selector(): Selector {
    const token = this.#peek();
    if (token.text === '#') {
      this.#next++;
      return { kind: 'nth', n: this.#whole('the number of the call') };
    }
    if (token.text === 'every') {
      this.#next++;
      return { kind: 'every', n: this.#whole('how many calls') };
    }
    if (!token.text.startsWith('p=')) return { kind: 'all' };
    this.#next++;
    const probability = Number(token.text.slice(2) || Number.NaN);
    if (!(probability >= 0 && probability <= 1)) {
      this.#fail({ text: token.text.slice(2), column: token.column + 2 }, 'a probability between 0 and 1');
    }
    return { kind: 'chance', probability };
  }

  #conditions(): Condition[] {
    if (this.#peek().text !== 'if') return [];
    const conditions: Condition[] = [];
    do {
      this.#next++;
      const token = this.#take('field=value');
      const at = token.text.indexOf('=');
      if (at <= 0) this.#fail(token, 'field=value');
      const value = token.text.slice(at + 1);
      if (value === '') this.#fail({ text: '', column: token.column + at + 1 }, 'a value');
      conditions.push({ field: token.text.slice(0, at), value: value.replace(/^"(.*)"$/s, '$1') });
    } while (this.#peek().text === 'and');
    return conditions;
  }

  #phase(): Phase | undefined {
    const { text } = this.#peek();
    if (text !== 'before' && text !== 'after' && text !== 'instead') return undefined;
    this.#next++;
    return text;
  }

  #effect(): Effect {
    const token = this.#take(`before, after, instead or an effect: ${EFFECTS}`);
    switch (token.text) {
      case 'timeout':
      case 'drop':
      case 'reorder':
      case 'hang':
      case 'stop':
        return { kind: token.text };
      case 'twice':
        return { kind: 'times', count: 2 };
      case 'times':
        return { kind: 'times', count: this.#whole('how many times') };
      case 'truncate':
        return { kind: 'truncate', bytes: this.#whole('a number of bytes', 0) };
      case 'delay':
        return { kind: 'delay', ms: this.#duration(false) };
      case 'clock':
        return { kind: 'clock', ms: this.#duration(true) };
      case 'kill':
        return this.#kill();
      case 'error':
        return this.#error();
      default:
        return this.#fail(token, `before, after, instead or an effect: ${EFFECTS}`);
    }
  }

  #kill(): Effect {
    const token = this.#tokens[this.#next];
    if (!token) return { kind: 'kill' };
    this.#next++;
    if (!/^[\w-]+$/.test(token.text)) this.#fail(token, "a function's name");
    return { kind: 'kill', functionName: token.text };
  }

  #error(): Effect {
    const token = this.#take("an error's name");
    if (!/^[A-Za-z][\w.]*\*?$/.test(token.text)) this.#fail(token, "an error's name");
    const message = this.#tokens[this.#next];
    if (!message) return { kind: 'error', name: token.text };
    if (!message.text.startsWith('"')) this.#fail(message, 'the end or a message in quotes');
    this.#next++;
    return { kind: 'error', name: token.text, message: message.text.slice(1, -1) };
  }

  #whole(what: string, least = 1): number {
    const token = this.#take(what);
    const value = Number(token.text);
    if (!/^\d+$/.test(token.text) || value < least) this.#fail(token, `${what} (a whole number from ${least})`);
    return value;
  }

  #duration(signed: boolean): number {
    const what = signed ? 'a time to move by, such as +20m' : 'a time, such as 90s, 20m or 3h';
    const token = this.#take(what);
    const match = /^([+\-−]?)(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(token.text);
    if (!match || (match[1] !== '') !== signed) this.#fail(token, what);
    if (match[1] !== '' && match[1] !== '+')
      this.#fail(token, 'a time forward: the clock of the laptop never goes back');
    return Number(match[2]) * (UNITS[match[3] ?? ''] ?? 0);
  }

  #checkEffect(at: Token, effect: Effect, service: string, operation: string): void {
    if (effect.kind === 'reorder' && operation !== 'Delivery') {
      this.#fail(at, `an effect of a call (only deliveries can be reordered: ${DELIVERIES.join(', ')})`);
    }
    if (effect.kind === 'truncate' && (service !== 's3' || !WITH_BODY.includes(operation))) {
      this.#fail(at, `an effect of ${service}:${operation} (only s3:${WITH_BODY.join(', s3:')} can be truncated)`);
    }
    const target = `${service}:${operation}`;
    if (JOBS.includes(target)) {
      if (!['error', 'timeout', 'hang', 'kill', 'delay'].includes(effect.kind))
        this.#fail(at, 'an effect of jobs: error STATE, timeout, hang, kill or delay T');
      if (effect.kind === 'delay' && target !== DELAYED_JOB)
        this.#fail(at, `an effect of ${target} (only ${DELAYED_JOB} can be delayed)`);
    }
    if (operation === 'Delivery' && !['drop', 'times', 'delay', 'reorder', 'clock', 'stop'].includes(effect.kind)) {
      this.#fail(at, 'an effect of deliveries: drop, twice, times N, delay T, reorder, clock ±T or stop');
    }
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { text: '', column: this.#text.length + 1 };
  }

  #take(expected: string): Token {
    const token = this.#peek();
    if (token.text === '') this.#fail(token, expected);
    this.#next++;
    return token;
  }

  #end(): void {
    const token = this.#peek();
    if (token.text !== '') this.#fail(token, 'the end');
  }

  #fail({ column, text }: Token, expected: string): never {
    throw new FaultRuleError(this.#text, column, expected, text);
  }
}

/** Refusals come before the effect unless the rule says otherwise; what is cut off of an answer can only come after. */
const standardPhase = (effect: Effect, operation: string): Phase =>
  effect.kind === 'truncate' && operation === 'GetObject' ? 'after' : 'before';

import type { Json, JsonObject } from '../json.ts';
import type { Payload } from '../payload.ts';

/** What expressions and paths of a state can see. */
export interface Scope {
  /** `$` of a JSONPath. */
  input: Payload;
  /** `$$`, or `$states.context`. */
  context: () => JsonObject;
  variables: Variables;
  /** `$states.input`, `$states.result`, `$states.errorOutput`, as far as the field may see them. */
  states?: { input: Json; result?: Json; errorOutput?: Json };
  services: QueryServices;
}

/** What queries take from outside, so that tests decide it. */
export interface QueryServices {
  /** ms since the epoch */
  now(): number;
  /** In [0, 1). */
  random(): number;
  uuid(): string;
}

/** The variables of a scope and, read only, those of the scopes around it. */
export class Variables {
  readonly own: Map<string, Json>;
  readonly outer: Variables | undefined;

  constructor(outer?: Variables, own: Record<string, Json> = {}) {
    this.outer = outer;
    this.own = new Map(Object.entries(own));
  }

  get(name: string): Json | undefined {
    const value = this.own.get(name);
    return value === undefined ? this.outer?.get(name) : value;
  }

  /** All that can be seen, inner before outer. */
  all(): Record<string, Json> {
    return { ...this.outer?.all(), ...Object.fromEntries(this.own) };
  }

  toJSON(): Record<string, Json> {
    return Object.fromEntries(this.own);
  }
}

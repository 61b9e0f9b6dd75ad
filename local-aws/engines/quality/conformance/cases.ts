/** One case of a file of recorded answers, as its README describes it. */
export interface Case {
  name: string;
  tables: Record<string, { columns: { name: string; type: string }[]; rows: unknown[][] }>;
  ruleset: string;
  /** ISO 8601 with a zone; the time at which the ruleset was evaluated. */
  relativeTo: string | null;
  expected: Expected[];
}

export interface Expected {
  rule: string;
  outcome?: 'Passed' | 'Failed' | null;
  failureReason?: string | null;
  metrics?: Record<string, number> | null;
}

/** A ruleset's text and whether it is one. */
export interface Text {
  text: string;
  valid: boolean;
  message?: string | null;
  rules?: string[];
}

export interface Miss {
  name: string;
  rule: string;
  /** `outcome`, `metric <name>` or `reason`. */
  what: string;
  expected: unknown;
  actual: unknown;
}

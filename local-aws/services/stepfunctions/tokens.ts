import { randomBytes } from 'node:crypto';
import type { Branch } from '../../asl/branch.ts';
import type { TaskOutcome, TaskTokens } from '../../asl/ports.ts';
import type { Run } from '../../asl/run.ts';

interface Listener {
  settle(outcome: TaskOutcome): void;
  heartbeat(): void;
}

/** Task tokens: each names its execution, so that one that came too late can be told from one that never was. */
export class Tokens implements TaskTokens {
  readonly #listeners = new Map<string, Listener>();

  create(run: Run, branch: Branch): string {
    const about = JSON.stringify([
      run.facts.arn,
      branch.id,
      branch.visit?.entered,
      randomBytes(18).toString('base64url'),
    ]);
    return `AQ${Buffer.from(about).toString('base64')}`;
  }

  register(token: string, listener: Listener): () => void {
    this.#listeners.set(token, listener);
    return () => this.#listeners.delete(token);
  }

  find(token: string): Listener | undefined {
    return this.#listeners.get(token);
  }

  /** Takes the token, so that it can be answered once only. */
  take(token: string): Listener | undefined {
    const listener = this.#listeners.get(token);
    this.#listeners.delete(token);
    return listener;
  }
}

/** The execution that a token was made for; undefined for a text that is no token. */
export function executionOf(token: string): string | undefined {
  if (!token.startsWith('AQ')) return undefined;
  try {
    const about = JSON.parse(Buffer.from(token.slice(2), 'base64').toString()) as unknown;
    return Array.isArray(about) && typeof about[0] === 'string' ? about[0] : undefined;
  } catch {
    return undefined;
  }
}

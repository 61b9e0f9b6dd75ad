import type { ErrorPayload } from './messages.ts';

/** Turns what a handler threw into the error that Lambda's Node.js runtime answers. */
export function errorPayload(thrown: unknown): ErrorPayload {
  if (isError(thrown)) {
    return {
      errorType: thrown.name,
      errorMessage: thrown.message,
      trace: String(thrown.stack ?? `${thrown.name}: ${thrown.message}`).split('\n'),
    };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

/** The same error as the runtime logs it: own properties beside the three fields, so that a `cause` or `code` is not lost. */
export function errorLogText(title: string, thrown: unknown): string {
  if (!isError(thrown)) return `${title}\t${JSON.stringify(errorPayload(thrown))}`;
  const { name, message, stack, ...own } = Object.fromEntries(
    Object.getOwnPropertyNames(thrown).map((key) => [key, thrown[key as keyof Error]]),
  ) as Record<string, unknown>;
  const record = {
    errorType: thrown.name,
    errorMessage: thrown.message,
    ...own,
    stack: String(thrown.stack ?? '').split('\n'),
  };
  return `${title}\t${JSON.stringify(record, causes)}`;
}

/** An `Error` has no enumerable members: written out by hand, or a cause would read `{}`. */
function causes(_key: string, value: unknown): unknown {
  return value instanceof Error
    ? { errorType: value.name, errorMessage: value.message, ...(value.cause ? { cause: value.cause } : {}) }
    : value;
}

function isError(thrown: unknown): thrown is Error {
  return (
    thrown instanceof Error ||
    (typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'name' in thrown)
  );
}

/** An error of the runtime itself, such as `Runtime.HandlerNotFound`. */
export class RuntimeFault extends Error {
  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

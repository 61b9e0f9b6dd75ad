import type { Cloud } from '../cloud.ts';
import { itself, type MappedFunction } from './functionOf.ts';
import type { MappingRecord } from './mappingRecord.ts';

/** How a batch ended. */
export type BatchOutcome =
  /** Done, but for the records with these identifiers. */
  | { kind: 'done'; failed: ReadonlySet<string> }
  /** The function threw, or answered nonsense. */
  | { kind: 'function-error'; functionError: string; requestId: string }
  /** Lambda did not run it: throttled, gone, out of service. */
  | { kind: 'service-error'; error: unknown };

/** Invokes the function with a batch. Never throws. */
export async function invokeBatch(
  cloud: Cloud,
  mapping: MappingRecord,
  target: MappedFunction,
  payload: string,
  identifiers: readonly string[],
): Promise<BatchOutcome> {
  try {
    const caller = itself(cloud);
    const answer = await cloud.parts.functions.invoke({
      functionName: target.arn,
      payload,
      type: 'RequestResponse',
      caller,
    });
    const { functionError, requestId } = answer;
    if (functionError !== undefined) return { kind: 'function-error', functionError, requestId };
    if (mapping.settings.functionResponseTypes.length === 0) return { kind: 'done', failed: new Set() };
    const failed = failedItems(answer.payload, identifiers);
    return failed ? { kind: 'done', failed } : { kind: 'function-error', functionError: 'Unhandled', requestId };
  } catch (error) {
    return { kind: 'service-error', error };
  }
}

/** The items a function reports as failed; undefined where its answer makes the whole batch fail. */
function failedItems(payload: string, identifiers: readonly string[]): ReadonlySet<string> | undefined {
  let answer: unknown;
  try {
    answer = payload === '' ? null : JSON.parse(payload);
  } catch {
    return undefined;
  }
  const items = (answer as { batchItemFailures?: unknown } | null)?.batchItemFailures ?? [];
  if (!Array.isArray(items)) return undefined;
  const failed = items.map((item: { itemIdentifier?: unknown } | null) => item?.itemIdentifier);
  const known = new Set<unknown>(identifiers);
  return failed.every((id): id is string => typeof id === 'string' && known.has(id)) ? new Set(failed) : undefined;
}

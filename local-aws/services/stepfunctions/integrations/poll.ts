import { Cancelled } from '../../../asl/cancellation.ts';
import type { IntegrationContext } from './integration.ts';

/** ms between two looks at a job, at first and at last: short jobs end soon after they are done, long ones cost little. */
const shortest = 100;
const longest = 2_000;

/** Looks until `done` gives something other than undefined. */
export async function poll<T>({ cloud, call }: IntegrationContext, look: () => Promise<T | undefined>): Promise<T> {
  for (let wait = shortest; ; wait = Math.min(wait * 1.3, longest)) {
    if (call.cancellation.cancelled) throw new Cancelled();
    const result = await look();
    if (result !== undefined) return result;
    await cloud.clock.sleep(wait);
  }
}

import { AwsError } from '../../errors.ts';
import type { Tags } from '../../tags.ts';
import type { Router } from './router.ts';

/** The tags of the bus or rule of that ARN, and how to save them. Throws `ResourceNotFoundException`. */
export function tagged(router: Router, arn: string): { tags: Tags; save(tags: Tags): void } {
  const rule = router.buses.allRules().find((each) => each.arn === arn);
  if (rule) return { tags: rule.tags, save: (tags) => router.buses.saveRule({ ...rule, tags }) };
  const bus = router.buses.list().find((each) => each.arn === arn);
  if (bus) return { tags: bus.tags, save: (tags) => router.buses.save({ ...bus, tags }) };
  throw new AwsError('ResourceNotFoundException', `${arn} does not exist.`);
}

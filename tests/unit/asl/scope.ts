import type { Json } from '../../../local-aws/asl/json.ts';
import { Payload } from '../../../local-aws/asl/payload.ts';
import { type Scope, Variables } from '../../../local-aws/asl/query/scope.ts';

/** What a state's paths see, with `input` as `$`. */
export const scope = (input: Json, more: Partial<Scope> = {}): Scope => ({
  input: new Payload(input),
  context: () => ({ Execution: { Name: 'night' } }),
  variables: new Variables(),
  services: { now: () => 0, random: () => 0.5, uuid: () => '00000000-0000-4000-8000-000000000000' },
  ...more,
});

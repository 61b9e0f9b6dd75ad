import { MovableClock } from '../../../local-aws/clock.ts';
import type { Cloud } from '../../../local-aws/cloud.ts';
import { GLOBAL_KEYS, globalContext } from '../../../local-aws/iam/requestContext.ts';
import type { Caller } from '../../../local-aws/service.ts';

const cloud = { account: '111122223333', region: 'eu-west-1', clock: new MovableClock() } as unknown as Cloud;
const role: Caller = { kind: 'role', arn: 'arn:aws:sts::1:assumed-role/n/s', roleArn: 'arn:aws:iam::1:role/n' };
const service: Caller = {
  kind: 'service',
  arn: 'events.amazonaws.com',
  sourceArn: 'arn:aws:events:eu-west-1:444455556666:rule/night',
};
const access = { action: 's3:ListBucket', resource: 'arn:aws:s3:::b', context: { 's3:Prefix': 'runs/' } };

describe('the condition keys of a call', () => {
  it('are those that are documented, and its own in small letters', () => {
    const keys = [role, service].flatMap((caller) => [...globalContext(cloud, caller, access).keys()]);
    expect(new Set(keys)).toEqual(new Set([...GLOBAL_KEYS.map((key) => key.toLowerCase()), 's3:prefix']));
  });

  it("tell a service's source, and a role by its ARN rather than its session's", () => {
    const ofService = globalContext(cloud, service, access);
    expect(ofService.get('aws:sourcearn')).toEqual([service.sourceArn]);
    expect(ofService.get('aws:sourceaccount')).toEqual(['444455556666']);
    expect(globalContext(cloud, role, access).get('aws:principalarn')).toEqual([role.roleArn]);
  });
});

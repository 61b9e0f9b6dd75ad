import type { Cloud } from '../cloud.ts';
import type { Access, Caller } from '../service.ts';
import type { ContextValues } from './patterns.ts';

/** Keys that a call may have whatever its operation is, by AWS's spelling; for SUPPORT.md. */
export const GLOBAL_KEYS: readonly string[] = [
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalServiceName',
  'aws:PrincipalType',
  'aws:RequestedRegion',
  'aws:ResourceAccount',
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceIp',
  'kms:CallerAccount',
];

/**
 * The condition keys of a call: those that AWS gives every request, then the call's own. The laptop's wire is no TLS, yet nothing leaves
 * it: `aws:SecureTransport` is true, so that policies which ask for TLS are the same on both sides.
 */
export function globalContext(cloud: Cloud, caller: Caller, access: Access): ContextValues {
  const now = cloud.clock.now();
  const context = new Map<string, readonly string[]>([
    ['aws:currenttime', [new Date(now).toISOString()]],
    ['aws:epochtime', [String(Math.trunc(now / 1000))]],
    ['aws:requestedregion', [cloud.region]],
    ['aws:resourceaccount', [access.resource.split(':')[4] || cloud.account]],
    ['aws:securetransport', ['true']],
    ['aws:principalisawsservice', [String(caller.kind === 'service')]],
  ]);
  if (caller.kind === 'service') {
    context.set('aws:principalservicename', [caller.arn]);
    context.set('aws:sourceaccount', [caller.sourceArn?.split(':')[4] || cloud.account]);
  } else {
    context.set('aws:principalaccount', [cloud.account]);
    context.set('aws:principalarn', [caller.roleArn ?? caller.arn]);
    context.set('aws:principaltype', [caller.kind === 'root' ? 'Account' : 'AssumedRole']);
    context.set('aws:sourceip', ['127.0.0.1']);
    context.set('kms:calleraccount', [cloud.account]);
  }
  if (caller.sourceArn) context.set('aws:sourcearn', [caller.sourceArn]);
  for (const [key, value] of Object.entries(access.context ?? {})) context.set(key.toLowerCase(), [value].flat());
  return context;
}

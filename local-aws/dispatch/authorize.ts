import type { Denial } from '../cloud.ts';
import { AwsError } from '../errors.ts';
import { wireOf } from '../protocols/wires.ts';
import type { Access, AnyOperation, Call, Caller, Service } from '../service.ts';

/** What the call needs, the operation's own word or its name on every resource. */
export const accessOf = (service: Service, operation: AnyOperation, input: object, call: Call): Access[] =>
  operation.access?.(input, call) ?? [
    { action: `${wireOf(service.name).iam ?? service.name}:${operation.name}`, resource: '*' },
  ];

/** Asks the authorizer, and refuses as AWS does. */
export const authorize = (service: Service, access: readonly Access[], call: Call): void => {
  const denial = call.cloud.parts.authorizer?.authorize(call.caller, access, call);
  if (denial) throw deniedError(service.name, denial, call.caller);
};

export const deniedError = (service: string, denial: Denial, caller: Caller): AwsError => {
  const { denied = 'AccessDeniedException', version } = wireOf(service);
  const { action, resource } = denial.access;
  const quoted = service === 's3' ? `"${resource}"` : resource;
  return new AwsError(
    denied,
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${quoted} ${
      denial.reason.startsWith('with') ? '' : 'because '
    }${denial.reason}`,
    { status: denied === 'AccessDenied' || version ? 403 : 400 },
  );
};

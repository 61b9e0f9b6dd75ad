import { AwsError } from '../errors.ts';
import type { AnyOperation, Service } from '../service.ts';

/** Refuses parameters that the operation does not take, and calls that lack one it needs, with the service's validation error. */
export const checkParameters = (
  service: Service,
  operation: AnyOperation,
  input: Readonly<Record<string, unknown>>,
): void => {
  const known = new Set<string>([...operation.accepts, ...(operation.inert ?? [])]);
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || value === null || known.has(name)) continue;
    throw new AwsError(service.validationError, `${operation.name}: ${name} is not supported by local-aws`, {
      status: service.validationError === 'NotImplemented' ? 501 : 400,
    });
  }
  const missing = (operation.required ?? []).filter((name) => input[name] === undefined || input[name] === null);
  if (missing.length === 0) return;
  const details = missing.map(
    (name) => `Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );
  const count = `${missing.length} validation error${missing.length > 1 ? 's' : ''} detected`;
  throw new AwsError(service.validationError, `${count}: ${details.join('; ')}`);
};

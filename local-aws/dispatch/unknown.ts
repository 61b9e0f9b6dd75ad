import { AwsError } from '../errors.ts';
import type { ServiceModel } from '../protocols/model.ts';
import type { ProtocolName } from '../service.ts';

/** For a service that this server does not have. */
export const unknownService = (name: string): AwsError =>
  new AwsError('UnknownOperationException', `The service ${name} is not supported by local-aws`, { status: 404 });

/** For what is no operation of the service at all. */
export const unknownOperation = (protocol: ProtocolName, service: string, name: string): AwsError => {
  if (protocol === 'awsQuery') {
    return new AwsError('InvalidAction', `The action ${name} is not valid for this web service (${service}).`);
  }
  if (protocol === 'restXml') {
    return new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      status: 405,
    });
  }
  return new AwsError('UnknownOperationException', `${name} is no operation of ${service}`, {
    status: protocol === 'restJson' ? 404 : 400,
  });
};

/** For an operation that AWS has and this server has not. */
export const unsupportedOperation = (
  protocol: ProtocolName,
  service: string,
  name: string,
  model: ServiceModel,
): AwsError => {
  if (!model.operations.has(name)) return unknownOperation(protocol, service, name);
  const message = `${service} ${name} is not supported by local-aws`;
  if (protocol === 'awsQuery') return new AwsError('InvalidAction', message);
  if (protocol === 'restXml') return new AwsError('NotImplemented', message, { status: 501 });
  return new AwsError('UnknownOperationException', message, { status: protocol === 'restJson' ? 404 : 400 });
};

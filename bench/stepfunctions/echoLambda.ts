import type { Registration } from '../../local-aws/services/registry.ts';

const answer = { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: Buffer.from('{"a":1}') };

/** A Lambda whose every function answers at once: the peer's task handlers are plain functions, too. */
export const echoLambda: Registration = {
  create: () => ({
    name: 'lambda',
    protocols: ['restJson'],
    validationError: 'ValidationException',
    operations: {
      Invoke: { name: 'Invoke', accepts: ['FunctionName', 'Payload'], run: () => answer },
    },
  }),
};

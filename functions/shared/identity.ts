import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import type { IdentityProof } from './contracts/filing.ts';
import { NightjarError } from './errors.ts';

/**
 * Who somebody is, without trusting what they say: they sign a GetCallerIdentity request and hand over its headers; whoever wants to know
 * sends it to STS, which answers the caller's ARN. What it was signed for is a signed header of its own, so that it serves for nothing
 * else; a signature lives for minutes. (AWS's authenticator for EKS and Vault's AWS login work this way.)
 */
const statementHeader = 'x-nightjar-statement';
const body = 'Action=GetCallerIdentity&Version=2011-06-15';

interface Signed {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  headers: Record<string, string>;
}

/** The signed request as the SDK would send it to the endpoint of its own choice. */
const signedRequest = async (config: STSClientConfig, statement: string): Promise<Signed> => {
  let signed: Signed | undefined;
  const client = new STSClient({
    ...config,
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: unknown) => {
        signed = request as Signed;
        throw new Error('kept, not sent');
      },
    },
  });
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as Signed).headers[statementHeader] = statement;
      return next(args);
    },
    { step: 'build', name: 'statement' },
  );
  try {
    await client.send(new GetCallerIdentityCommand({}));
  } catch (error) {
    if (!signed) throw error;
  }
  if (!signed) throw new Error('the SDK signed no request');
  return signed;
};

/** Proof of the caller's identity, for one purpose. */
export const proveIdentity = async (statement: string, config: STSClientConfig = {}): Promise<IdentityProof> => ({
  headers: (await signedRequest(config, statement)).headers,
});

/** The ARN of whoever made a proof; `ApproverRefused` for one that was made for something else, has expired, or is none. */
export const identityOf = async ({ headers }: IdentityProof, statement: string): Promise<string> => {
  const refuse = (why: string, cause?: unknown): never => {
    throw new NightjarError('ApproverRefused', `the proof of identity ${why}`, { cause });
  };
  const signedNames = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  if (!signedNames.includes(statementHeader) || headers[statementHeader] !== statement)
    refuse(`is for "${headers[statementHeader] ?? 'nothing'}", not for "${statement}"`);
  const { protocol, hostname, port, path, headers: own } = await signedRequest({}, statement);
  if (headers.host !== own.host) refuse(`was signed for ${headers.host}, this stage asks ${own.host}`);
  const response = await fetch(`${protocol}//${hostname}${port ? `:${port}` : ''}${path}`, {
    method: 'POST',
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !['host', 'content-length'].includes(name))),
    body,
    redirect: 'error',
  });
  const text = await response.text();
  const arn = /<Arn>([^<]+)<\/Arn>/.exec(text)?.[1];
  return response.ok && arn
    ? arn
    : refuse(
        `is not accepted by STS (${response.status}): ${/<Message>([^<]*)/.exec(text)?.[1] ?? text.slice(0, 200)}`,
      );
};

/** The name behind an ARN: a user's, or that of a role's session, which is the person's own where roles are assumed through single sign-on. */
export const personOf = (arn: string): string => arn.split(/[/:]/).at(-1) ?? arn;

export const samePerson = (one: string, other: string): boolean => personOf(one) === personOf(other);

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Cloud } from '../../../local-aws/cloud.ts';
import { type Server, startServer } from '../../../local-aws/server.ts';
import { createAuthorizer, createIam } from '../../../local-aws/services/iam/index.ts';
import { createCredentials, createSts } from '../../../local-aws/services/sts/index.ts';

let server: Server;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'nightjar-sts-'));
  server = await startServer({
    directory,
    services: [
      { create: createSts, parts: (cloud: Cloud) => ({ credentials: createCredentials(cloud) }) },
      { create: createIam, parts: (cloud: Cloud) => ({ authorizer: createAuthorizer(cloud) }) },
    ],
    account: '123456789012',
    region: 'eu-central-1',
  });
  const credentials = { accessKeyId: 'anything', secretAccessKey: 'anything' };
  const trust = { Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' };
  await new IAMClient({ endpoint: server.endpoint, region: 'eu-central-1', credentials }).send(
    new CreateRoleCommand({ RoleName: 'night', AssumeRolePolicyDocument: JSON.stringify({ Statement: [trust] }) }),
  );
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

test('keys of a session are refused with another secret, without their token, and when they have expired', async () => {
  const { Credentials: keys } = await client().send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/night', RoleSessionName: 'tonight' }),
  );
  const accessKeyId = keys?.AccessKeyId ?? '';
  const secretAccessKey = keys?.SecretAccessKey ?? '';
  const sessionToken = keys?.SessionToken ?? '';
  const ask = (credentials: object) => client(credentials as never).send(new GetCallerIdentityCommand());
  await expect(ask({ accessKeyId, secretAccessKey: 'other', sessionToken })).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
  await expect(ask({ accessKeyId, secretAccessKey })).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  server.cloud.clock.advance(3601 * 1000);
  await expect(ask({ accessKeyId, secretAccessKey, sessionToken })).rejects.toMatchObject({ name: 'ExpiredToken' });
});

test('a request without any signature is refused', async () => {
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(server.endpoint, { method: 'POST', body, headers });
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('<Code>MissingAuthenticationToken</Code>');
});

const client = (credentials = { accessKeyId: 'anything', secretAccessKey: 'anything' }) =>
  new STSClient({ endpoint: server.endpoint, region: 'eu-central-1', credentials });

test('a key that was not issued here is the root of the account', async () => {
  const answer = await client().send(new GetCallerIdentityCommand());
  expect(answer).toMatchObject({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:root' });
});

test('the keys of an assumed role are its session', async () => {
  const { Credentials } = await client().send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/night', RoleSessionName: 'tonight' }),
  );
  const session = client({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  } as never);
  const answer = await session.send(new GetCallerIdentityCommand());
  expect(answer.Arn).toBe('arn:aws:sts::123456789012:assumed-role/night/tonight');
  expect(Credentials?.Expiration).toBeInstanceOf(Date);
});

test('a role that does not exist, or does not trust the caller, is not assumed', async () => {
  const RoleArn = 'arn:aws:iam::123456789012:role/nobody';
  await expect(client().send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'tonight' }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`sts:AssumeRole on resource: ${RoleArn}`),
  });
});

test.each([
  [{ RoleArn: 'night', RoleSessionName: 'tonight' }, 'ValidationError', /night is invalid/],
  [{ RoleArn: 'arn:aws:iam::123456789012:role/night', RoleSessionName: 'a b' }, 'ValidationError', /RoleSessionName/],
  [
    { RoleArn: 'arn:aws:iam::123456789012:role/night', RoleSessionName: 'tonight', ExternalId: 'x1' },
    'ValidationError',
    /ExternalId is not supported by local-aws/,
  ],
])('AssumeRole refuses %p', async (input, name, message) => {
  await expect(client().send(new AssumeRoleCommand(input))).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
  });
});

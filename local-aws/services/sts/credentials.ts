import { createHash, randomBytes } from 'node:crypto';
import type { Cloud, CredentialIssuer } from '../../cloud.ts';
import type { Caller } from '../../service.ts';
import type { Table } from '../../store/database.ts';

/** A key pair and who holds it. */
export interface IssuedKey {
  secretAccessKey: string;
  sessionToken: string;
  caller: Caller;
  /** ms since the epoch; issued to a process or worker of the laptop itself: never */
  expires?: number;
}

/** Keys of role sessions: issues them and knows whom a key belongs to. Kept over a restart, as jobs may outlive it. */
export class Credentials implements CredentialIssuer {
  readonly #cloud: Cloud;
  readonly #keys: Table<IssuedKey>;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#keys = cloud.database.table<IssuedKey>('sts.keys');
  }

  issue(roleArn: string, sessionName: string, expires?: number) {
    const accessKeyId = `ASIA${randomBytes(10).toString('hex').toUpperCase().slice(0, 16)}`;
    const secretAccessKey = randomBytes(30).toString('base64');
    const sessionToken = randomBytes(48).toString('base64');
    const account = roleArn.split(':')[4] ?? this.#cloud.account;
    const role = roleArn.split('/').at(-1) ?? roleArn;
    const caller: Caller = {
      kind: 'role',
      arn: `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`,
      roleArn,
    };
    this.#keys.put(accessKeyId, { secretAccessKey, sessionToken, caller, ...(expires !== undefined && { expires }) });
    return { accessKeyId, secretAccessKey, sessionToken, caller };
  }

  find(accessKeyId: string): IssuedKey | undefined {
    return this.#keys.get(accessKeyId);
  }

  /** The account's root, which every key that was not issued here stands for. */
  root(): Caller {
    return { kind: 'root', arn: `arn:aws:iam::${this.#cloud.account}:root` };
  }
}

/** The stable part of a role's unique id: `AROA…`, derived from its ARN. */
export const roleId = (roleArn: string): string =>
  `AROA${createHash('sha256').update(roleArn).digest('hex').toUpperCase().slice(0, 17)}`;

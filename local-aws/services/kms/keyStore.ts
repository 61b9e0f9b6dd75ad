import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import type { Access, Call } from '../../service.ts';
import type { Table } from '../../store/database.ts';
import { type KeyUsage, keySpec } from './keySpecs.ts';

const DAY = 24 * 60 * 60 * 1000;

export interface KeyRecord {
  id: string;
  description: string;
  spec: string;
  usage: KeyUsage;
  multiRegion: boolean;
  /** `AWS` for keys that a service keeps for itself, such as `alias/aws/s3`. */
  manager: 'CUSTOMER' | 'AWS';
  /** ms since the epoch */
  created: number;
  enabled: boolean;
  /** When a key that is to be deleted is gone, ms since the epoch. */
  deletion?: number;
  policy: string;
  tags: Record<string, string>;
  rotation?: { days: number; since: number };
  /** base64; the last one is in use, the others still decrypt. */
  materials: string[];
}

/** Keys and their aliases. Key material lies in the laptop's own database, in the clear: it protects nothing but the rules' truth. */
export class KeyStore {
  readonly #cloud: Cloud;
  readonly #keys: Table<KeyRecord>;
  readonly #aliases: Table<{ keyId: string; created: number }>;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#keys = cloud.database.table<KeyRecord>('kms.keys');
    this.#aliases = cloud.database.table<{ keyId: string; created: number }>('kms.aliases');
  }

  create(
    input: Pick<KeyRecord, 'description' | 'spec' | 'usage' | 'multiRegion' | 'tags'> & {
      policy?: string | undefined;
      manager?: 'AWS';
    },
  ): KeyRecord {
    const record: KeyRecord = {
      id: input.multiRegion ? `mrk-${randomUUID().replaceAll('-', '')}` : randomUUID(),
      description: input.description,
      spec: input.spec,
      usage: input.usage,
      multiRegion: input.multiRegion,
      manager: input.manager ?? 'CUSTOMER',
      created: this.#cloud.clock.now(),
      enabled: true,
      policy: input.policy ?? this.#defaultPolicy(),
      tags: input.tags,
      materials: [keySpec(input.spec).generate().toString('base64')],
    };
    this.put(record);
    return record;
  }

  put(record: KeyRecord): void {
    this.#keys.put(record.id, record);
  }

  list(): KeyRecord[] {
    return this.#keys.list().map(({ value }) => value);
  }

  arn(record: KeyRecord): string {
    return this.#cloud.arn('kms', `key/${record.id}`);
  }

  aliasArn(name: string): string {
    return this.#cloud.arn('kms', name);
  }

  /** By id, ARN, alias or alias ARN. Throws `NotFoundException`. */
  find(given: string | undefined): KeyRecord {
    const record = this.lookup(given);
    if (record) return record;
    const name = localName(given);
    throw new AwsError(
      'NotFoundException',
      name.startsWith('alias/')
        ? `Alias ${this.aliasArn(name)} is not found.`
        : `Key '${this.#cloud.arn('kms', `key/${name}`)}' does not exist`,
    );
  }

  lookup(given: string | undefined): KeyRecord | undefined {
    const name = localName(given);
    const alias = name.startsWith('alias/') ? (this.#aliases.get(name) ?? this.#managed(name)) : undefined;
    const record = this.#keys.get(alias?.keyId ?? name);
    if (record?.deletion === undefined || record.deletion > this.#cloud.clock.now()) return record;
    this.#keys.delete(record.id);
    return undefined;
  }

  /** A key that may be used for that now. Throws `NotFoundException`, `DisabledException`, `KMSInvalidStateException`, `InvalidKeyUsageException`. */
  usable(given: string | undefined, usage?: KeyUsage): KeyRecord {
    const record = this.find(given);
    const arn = this.arn(record);
    if (record.deletion !== undefined) throw new AwsError('KMSInvalidStateException', `${arn} is pending deletion.`);
    if (!record.enabled) throw new AwsError('DisabledException', `${arn} is disabled.`);
    if (usage !== undefined && record.usage !== usage) {
      throw new AwsError(
        'InvalidKeyUsageException',
        `${arn} key usage is ${record.usage} which is not valid for this operation.`,
      );
    }
    return this.#rotated(record);
  }

  /** Not in deletion: what may still be changed. Throws `KMSInvalidStateException`. */
  changeable(given: string | undefined): KeyRecord {
    const record = this.find(given);
    if (record.deletion === undefined) return record;
    throw new AwsError('KMSInvalidStateException', `${this.arn(record)} is pending deletion.`);
  }

  aliases(): { name: string; keyId: string; created: number }[] {
    return this.#aliases.list().map(({ key, value }) => ({ name: key, ...value }));
  }

  setAlias(name: string, keyId: string): void {
    this.#aliases.put(name, { keyId, created: this.#cloud.clock.now() });
  }

  deleteAlias(name: string): boolean {
    return this.#aliases.delete(name);
  }

  /** Keys of AWS's own are made when they are first asked for. */
  #managed(alias: string): { keyId: string } | undefined {
    const service = /^alias\/aws\/([a-z0-9]+)$/.exec(alias)?.[1];
    if (service === undefined) return undefined;
    const description = `Default key that protects ${service} data when no other key is defined`;
    const { id } = this.create({
      description,
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      multiRegion: false,
      tags: {},
      manager: 'AWS',
    });
    this.setAlias(alias, id);
    return { keyId: id };
  }

  /** New material for each period of rotation that has passed. */
  #rotated(record: KeyRecord): KeyRecord {
    if (!record.rotation) return record;
    const { days, since } = record.rotation;
    const due = Math.floor((this.#cloud.clock.now() - since) / (days * DAY));
    if (due < 1) return record;
    const materials = [...record.materials];
    for (let count = 0; count < due; count++) materials.push(keySpec(record.spec).generate().toString('base64'));
    const rotated = { ...record, materials, rotation: { days, since: since + due * days * DAY } };
    this.put(rotated);
    return rotated;
  }

  #defaultPolicy(): string {
    const root = `arn:aws:iam::${this.#cloud.account}:root`;
    return JSON.stringify({
      Version: '2012-10-17',
      Id: 'key-default-1',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Effect: 'Allow',
          Principal: { AWS: root },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    });
  }
}

const localName = (given: string | undefined): string => given?.replace(/^arn:aws:kms:[^:]*:\d*:(?:key\/)?/, '') ?? '';

interface KeyInput {
  KeyId?: string | undefined;
  EncryptionContext?: Record<string, string> | undefined;
}

/** `access` of an operation on a key: its ARN, whatever it was called by, and the condition keys that key policies look at. */
export const keyAccess =
  (store: KeyStore, action: string) =>
  (input: KeyInput, call: Call): Access[] => {
    const record = store.lookup(input.KeyId);
    const resource = record ? store.arn(record) : call.cloud.arn('kms', `key/${localName(input.KeyId)}`);
    return [{ action: `kms:${action}`, resource, context: keyContext(input.EncryptionContext, call) }];
  };

/** S3 asks with the object's ARN as context, which is how this server knows it from other callers within. */
export const keyContext = (context: Record<string, string> | undefined, call: Call): Record<string, string> => ({
  'kms:CallerAccount': call.cloud.account,
  ...Object.fromEntries(Object.entries(context ?? {}).map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
  ...(context?.['aws:s3:arn'] !== undefined &&
    Object.keys(call.headers).length === 0 && { 'kms:ViaService': `s3.${call.cloud.region}.amazonaws.com` }),
});

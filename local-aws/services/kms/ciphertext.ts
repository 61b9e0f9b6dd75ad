import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from '../../errors.ts';
import type { KeyRecord } from './keyStore.ts';

const VERSION = 1;
const IV = 12;
const TAG = 16;

/** Version, length and text of the key's id, number of its material, initialization vector, authentication tag, AES-256-GCM. */
export const seal = (record: KeyRecord, plaintext: Uint8Array, context: Record<string, string> | undefined): Buffer => {
  const material = record.materials.length - 1;
  const id = Buffer.from(record.id);
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(record.materials[material] ?? '', 'base64'), iv);
  cipher.setAAD(authenticated(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const head = Buffer.from([VERSION, id.length]);
  const number = Buffer.alloc(4);
  number.writeUInt32BE(material);
  return Buffer.concat([head, id, number, iv, cipher.getAuthTag(), body]);
};

/** The id of the key that a ciphertext names. Throws `InvalidCiphertextException`. */
export const sealedBy = (ciphertext: Uint8Array): string => {
  const length = ciphertext[1] ?? 0;
  if (ciphertext[0] !== VERSION || ciphertext.length < 2 + length + 4 + IV + TAG) throw invalid();
  return Buffer.from(ciphertext.subarray(2, 2 + length)).toString();
};

/** Throws `InvalidCiphertextException` for another key, another context or changed bytes. */
export const open = (
  record: KeyRecord,
  ciphertext: Uint8Array,
  context: Record<string, string> | undefined,
): Buffer => {
  const bytes = Buffer.from(ciphertext);
  let at = 2 + (bytes[1] ?? 0);
  const material = record.materials[bytes.readUInt32BE(at)];
  if (material === undefined) throw invalid();
  at += 4;
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(material, 'base64'), bytes.subarray(at, at + IV));
  decipher.setAuthTag(bytes.subarray(at + IV, at + IV + TAG));
  decipher.setAAD(authenticated(context));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(at + IV + TAG)), decipher.final()]);
  } catch {
    throw invalid();
  }
};

const authenticated = (context: Record<string, string> = {}): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([one], [other]) => (one < other ? -1 : 1))));

const invalid = (): AwsError => new AwsError('InvalidCiphertextException', '');

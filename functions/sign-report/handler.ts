import { createHash } from 'node:crypto';
import { SignCommand } from '@aws-sdk/client-kms';
import { kms } from '../shared/clients/kms.ts';
import { rendered, reportRun, type Signed } from '../shared/contracts/filing.ts';
import { env } from '../shared/env.ts';
import { createHandler } from '../shared/handler.ts';
import { canonicalJson } from '../shared/hash.ts';
import { writeJson, writeText } from '../shared/objects.ts';

const algorithm = 'ECDSA_SHA_256';

/**
 * A manifest with the digest of every file, and KMS's signature over the manifest's own digest (its hex text: a key signs at most 4 KB).
 * Anybody can check it with the public key: `openssl dgst -sha256 -verify`.
 */
export const handler = createHandler(
  reportRun.extend({ rendered }),
  async ({ run, filing, rendered }): Promise<Signed> => {
    // Who asked is no part of what is signed: the same files asked for again are the same filing.
    const { requestedBy: _, ...identity } = filing;
    const manifest = canonicalJson({
      version: 1,
      filing: identity,
      files: rendered.files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    });
    const digest = createHash('sha256').update(manifest).digest('hex');
    const { Signature, KeyId = '' } = await kms().send(
      new SignCommand({
        KeyId: env.signingKeyId(),
        Message: Buffer.from(digest),
        MessageType: 'RAW',
        SigningAlgorithm: algorithm,
      }),
    );
    if (!Signature) throw new Error('KMS answered no signature');
    const uri = `${run.prefix}filing/manifest.json`;
    const signature = Buffer.from(Signature).toString('base64');
    await writeText(uri, manifest, 'application/json');
    await writeJson(`${run.prefix}filing/signature.json`, { digest, signature, algorithm, keyId: KeyId });
    return { manifest: uri, digest, signature, algorithm, keyId: KeyId };
  },
);

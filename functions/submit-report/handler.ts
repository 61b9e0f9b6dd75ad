import { setTimeout as delay } from 'node:timers/promises';
import { rendered, reportRun, type Submitted, signed } from '../shared/contracts/filing.ts';
import { env } from '../shared/env.ts';
import { createHandler } from '../shared/handler.ts';
import { readBytes } from '../shared/objects.ts';
import { fetchGateway } from './gateway.ts';
import { submit } from './submit.ts';

/** Brings the document to the regulator's gateway, exactly once, and checks the receipt. */
export const handler = createHandler(
  reportRun.extend({ rendered, signed }),
  async ({ filing, rendered, signed }): Promise<Submitted> => {
    const { document } = rendered;
    return submit(
      fetchGateway(env.gatewayUrl(), env.gatewayTimeoutMs()),
      {
        id: filing.id,
        replaces: filing.replaces,
        body: await readBytes(document.uri),
        sha256: document.sha256,
        manifestDigest: signed.digest,
        signature: signed.signature,
      },
      { delay: (ms) => delay(ms), random: Math.random },
    );
  },
);

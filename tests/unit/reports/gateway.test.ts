import { createHash } from 'node:crypto';
import { type GatewayDouble, type GatewayFault, startGateway } from '../../../cli/gateway/gateway.ts';
import { fetchGateway } from '../../../functions/submit-report/gateway.ts';
import { type Gateway, type Submission, submit } from '../../../functions/submit-report/submit.ts';

const body = Buffer.from('<Report/>');
const submission = (changes: Partial<Submission> = {}): Submission => {
  const bytes = changes.body ?? body;
  return {
    id: 'large-cash-transactions-2026-11-20-v1',
    replaces: null,
    body: bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    manifestDigest: 'd',
    signature: 's',
    ...changes,
  };
};
const pace = { delay: async () => {}, random: () => 0 };

let double: GatewayDouble;
let gateway: Gateway;
beforeEach(async () => {
  double = await startGateway({ port: 0 });
  gateway = fetchGateway(double.url, 300);
});
afterEach(() => double.close());

test('a filing is accepted once, and asked for again nothing is sent', async () => {
  const first = await submit(gateway, submission(), pace);
  const second = await submit(gateway, submission(), pace);
  expect(first).toMatchObject({ submissions: 1, attempts: 1 });
  expect(second).toEqual({ receipt: first.receipt, submissions: 0, attempts: 0 });
  expect(double.posts()).toBe(1);
});

test.each<GatewayFault>(['timeout', 'disconnect', 'unavailable', 'duplicate', 'wrong-receipt'])(
  'the fault %s ends in exactly one accepted filing, with its own receipt',
  async (fault) => {
    double.fail(fault);
    const { receipt, submissions } = await submit(gateway, submission(), pace);
    expect(submissions).toBe(1);
    expect(double.accepted()).toEqual([receipt]);
    expect(receipt).toMatchObject({ reportId: submission().id, sha256: submission().sha256 });
  },
);

test('a rejection is final, and the same filing can be accepted later', async () => {
  double.fail('reject');
  await expect(submit(gateway, submission(), pace)).rejects.toMatchObject({
    name: 'FilingRejected',
    message: expect.stringContaining('told to reject'),
  });
  expect(double.posts()).toBe(1);
  expect((await submit(gateway, submission(), pace)).submissions).toBe(1);
  expect(double.accepted()).toHaveLength(1);
});

test('another document under an accepted id is a conflict, and is never sent', async () => {
  await submit(gateway, submission(), pace);
  await expect(submit(gateway, submission({ body: Buffer.from('<Other/>') }), pace)).rejects.toMatchObject({
    name: 'FilingConflict',
  });
  expect(double.posts()).toBe(1);
});

test('a gateway that stays away is named as such, after a bounded number of attempts', async () => {
  double.fail('unavailable', 'unavailable', 'unavailable', 'unavailable');
  await expect(submit(gateway, submission(), pace)).rejects.toMatchObject({
    name: 'GatewayUnavailable',
    message: expect.stringContaining('503'),
  });
  expect(double.posts()).toBe(4);
});

test('a receipt for something else counts for nothing where the gateway holds nothing', async () => {
  const liar: Gateway = {
    find: async () => ({ status: 404, body: {} }),
    post: async () => ({
      status: 201,
      body: { receiptId: 'R', reportId: 'another', sha256: 'x', status: 'accepted', acceptedAt: 'now' },
    }),
  };
  await expect(submit(liar, submission(), pace)).rejects.toMatchObject({ name: 'ReceiptInvalid' });
});

test('the double checks the digest of what it is sent', async () => {
  await expect(submit(gateway, submission({ sha256: '0'.repeat(64) }), pace)).rejects.toMatchObject({
    name: 'FilingRejected',
    message: expect.stringContaining('Content-Digest'),
  });
});

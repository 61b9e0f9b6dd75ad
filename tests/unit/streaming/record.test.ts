import { recordReader } from '../../../functions/shared/online/record.ts';
import { cardFraud, transaction } from './cardFraud.ts';

const without = (field: string) =>
  Object.fromEntries(Object.entries(transaction(1)).filter(([name]) => name !== field));
const text = (value: unknown) => Buffer.from(JSON.stringify(value));

const malformed: [kind: string, data: Buffer, reason: string, field: string][] = [
  ['nothing', Buffer.alloc(0), 'Empty', ''],
  ['too many bytes', text(transaction(1, { tx_datetime: 'x'.repeat(20_000) })), 'TooLarge', ''],
  ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'NotUtf8', ''],
  ['text that is no JSON', Buffer.from('TRANSACTION_ID,TX_AMOUNT'), 'NotJson', ''],
  ['JSON that breaks off', text(transaction(1)).subarray(0, 40), 'NotJson', ''],
  ['an array', text([transaction(1)]), 'NotAnObject', ''],
  ['null', Buffer.from('null'), 'NotAnObject', ''],
  ['a number', Buffer.from('42'), 'NotAnObject', ''],
  ['a missing id', text(without('transaction_id')), 'FieldMissing', 'transaction_id'],
  ['a missing amount', text(without('tx_amount')), 'FieldMissing', 'tx_amount'],
  ['a field that nobody knows', text(transaction(1, { tx_fraud: 0 })), 'FieldUnknown', 'tx_fraud'],
  ['an amount of null', text(transaction(1, { tx_amount: null })), 'FieldNull', 'tx_amount'],
  ['an amount as text', text(transaction(1, { tx_amount: '12.50' })), 'WrongType', 'tx_amount'],
  ['a customer that is an object', text(transaction(1, { customer_id: {} })), 'WrongType', 'customer_id'],
  ['half a customer', text(transaction(1, { customer_id: 1.5 })), 'NotWhole', 'customer_id'],
  ['a negative amount', text(transaction(1, { tx_amount: -1 })), 'Negative', 'tx_amount'],
  ['a tenth of a cent', text(transaction(1, { tx_amount: 1.005 })), 'TooManyDecimals', 'tx_amount'],
  ['more money than there is', text(transaction(1, { tx_amount: 1e18 })), 'OutOfRange', 'tx_amount'],
  [
    'another order of the date',
    text(transaction(1, { tx_datetime: '14.08.2018 10:00' })),
    'BadTimestamp',
    'tx_datetime',
  ],
  [
    'the 30th of February',
    text(transaction(1, { tx_datetime: '2018-02-30T10:00:00' })),
    'ImpossibleTimestamp',
    'tx_datetime',
  ],
  ['the 25th hour', text(transaction(1, { tx_datetime: '2018-08-14T25:00:00' })), 'ImpossibleTimestamp', 'tx_datetime'],
  [
    'a field twice',
    Buffer.from(`${JSON.stringify(transaction(1)).slice(0, -1)},"tx_amount":99}`),
    'FieldTwice',
    'tx_amount',
  ],
];

test.each(malformed)('%s is refused with its reason', async (_, data, reason, field) => {
  const read = recordReader(await cardFraud());
  expect(read(data).rejection).toMatchObject({ reason, field });
});

test('a record with exactly the fields is taken, whichever way its time is written', async () => {
  const read = recordReader(await cardFraud());
  expect(read(text(transaction(1))).record).toMatchObject({ tx_datetime: Date.UTC(2018, 7, 14, 10), tx_amount: 12.5 });
  expect(read(text(transaction(1, { tx_datetime: '2018-08-14 10:00:00' }))).record).toMatchObject({
    tx_datetime: Date.UTC(2018, 7, 14, 10),
  });
});

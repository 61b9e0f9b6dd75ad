import fc from 'fast-check';
import { FaultRuleError, parseRule } from '../../../local-aws/faults/parseRule.ts';

describe('a rule of the fault language', () => {
  test.each([
    ['glue:StartJobRun#1 before kill', { selector: { kind: 'nth', n: 1 }, phase: 'before', effect: { kind: 'kill' } }],
    ['glue:StartJobRun#1 after timeout', { phase: 'after', effect: { kind: 'timeout' } }],
    [
      'kms:Decrypt error AccessDeniedException',
      { phase: 'before', effect: { kind: 'error', name: 'AccessDeniedException' } },
    ],
    [
      '*:* p=0.3 before error Throttling*',
      { service: '*', operation: '*', selector: { kind: 'chance', probability: 0.3 } },
    ],
    ['*:* #40 before error ExpiredToken', { selector: { kind: 'nth', n: 40 } }],
    [
      's3:PutObject if key=*manifest* instead drop',
      { conditions: [{ field: 'key', value: '*manifest*' }], phase: 'instead', effect: { kind: 'drop' } },
    ],
    [
      's3:PutObject if key="a b" and role=night truncate 100',
      { phase: 'before', effect: { kind: 'truncate', bytes: 100 } },
    ],
    ['s3:GetObject truncate 5', { phase: 'after' }],
    ['glue:StartJobRun every 1 before error ConcurrentRunsExceededException', { selector: { kind: 'every', n: 1 } }],
    ['events drop', { service: 'events', operation: 'Delivery', effect: { kind: 'drop' } }],
    ['events times 185', { effect: { kind: 'times', count: 185 } }],
    ['events if DetailType="Glue Job State Change" delay 3h', { effect: { kind: 'delay', ms: 10_800_000 } }],
    ['events reorder', { effect: { kind: 'reorder' } }],
    ['scheduler twice', { effect: { kind: 'times', count: 2 } }],
    ['clock +20m', { effect: { kind: 'clock', ms: 1_200_000 } }],
    [
      'glue:JobRun if JobName=extract instead error FAILED "disk full"',
      { effect: { kind: 'error', name: 'FAILED', message: 'disk full' } },
    ],
    ['glue:JobRun if step=*/features/* delay 1h', { effect: { kind: 'delay', ms: 3_600_000 } }],
    ['sagemaker:TrainingJob kill', { effect: { kind: 'kill' } }],
    ['lambda:Invoke before kill open-run', { effect: { kind: 'kill', functionName: 'open-run' } }],
    ['states:SendTaskSuccess stop', { effect: { kind: 'stop' } }],
  ])('%s', (text, expected) => {
    expect(parseRule(text)).toMatchObject({ text, ...expected });
  });

  test.each([
    ['', 1, /expected service:Operation/],
    ['glue', 5, /expected ":Operation"/],
    ['glue:StartJobRun', 17, /expected before, after, instead or an effect/],
    ['glue:StartJobRun #x kill', 19, /the number of the call/],
    ['glue:StartJobRun #0 kill', 19, /from 1/],
    ['s3:* p=2 timeout', 8, /a probability between 0 and 1/],
    ['s3:* p= timeout', 8, /a probability/],
    ['s3:PutObject if key timeout', 17, /field=value/],
    ['s3:PutObject if key= timeout', 21, /a value/],
    ['s3:PutObject sometimes timeout', 14, /before, after, instead or an effect/],
    ['s3:PutObject before timeout twice', 29, /expected the end/],
    ['s3:PutObject before delay 5', 27, /a time, such as/],
    ['clock 20m', 7, /a time to move by/],
    ['clock -20m', 7, /never goes back/],
    ['s3:PutObject reorder', 14, /only deliveries/],
    ['glue:JobRun twice', 13, /an effect of jobs: error STATE/],
    ['sagemaker:TrainingJob delay 1h', 23, /only glue:JobRun can be delayed/],
    ['glue:GetJobRun truncate 5', 16, /only s3:PutObject/],
    ['events error Failed', 8, /an effect of deliveries/],
    ['s3:PutObject error 42', 20, /an error's name/],
  ])('"%s" is refused at column %i', (text, column, message) => {
    const parse = () => parseRule(text);
    expect(parse).toThrow(FaultRuleError);
    expect(parse).toThrow(message);
    try {
      parse();
    } catch (error) {
      expect((error as FaultRuleError).column).toBe(column);
    }
  });

  test('whatever is written, it parses or says where it does not', () => {
    const words = fc.constantFrom(
      's3:PutObject',
      '*:*',
      'events',
      '#',
      '1',
      'every',
      'p=0.5',
      'if',
      'a=b',
      'and',
      'before',
      'after',
      'error',
      'X',
      'drop',
      'delay',
      '5s',
      'clock',
      '+1h',
      '"x y"',
      'kill',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (parts) => {
        const text = parts.join(' ');
        try {
          expect(parseRule(text).text).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(FaultRuleError);
          expect((error as FaultRuleError).column).toBeLessThanOrEqual(text.length + 1);
        }
      }),
    );
  });
});

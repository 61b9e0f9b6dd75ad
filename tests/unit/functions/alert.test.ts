import { adviceFor } from '../../../functions/alert/advice.ts';
import { fingerprintOf, type Incident } from '../../../functions/alert/incident.ts';
import { messageOf } from '../../../functions/alert/message.ts';
import { errorNames } from '../../../functions/shared/errors.ts';

const incident: Incident = {
  severity: 'failure',
  pipeline: 'credit-risk',
  businessDate: '2026-11-22',
  runId: 'run-1',
  executionArn: 'arn:aws:states:eu-central-1:000000000000:execution:nightly:run-1',
  stage: 'Train',
  error: 'TrainingFailed',
  cause: 'no memory',
};

test.each(errorNames)('%s has advice of its own', (name) => {
  expect(adviceFor(name).length).toBeGreaterThan(20);
  expect(adviceFor(name)).not.toBe(adviceFor('an error that nobody knows'));
});

test.each(['ChampionKept', 'States.Timeout', 'States.Runtime', 'Aborted'])('so has %s', (name) => {
  expect(adviceFor(name)).not.toBe(adviceFor('an error that nobody knows'));
});

describe('an alert', () => {
  test('says run, stage, error, cause and what to do', () => {
    const { subject, text } = messageOf(incident, 'nightjar-prod');

    expect(subject).toBe('[nightjar-prod] credit-risk 2026-11-22 failed at Train: TrainingFailed');
    for (const part of ['run-1', 'Train', 'TrainingFailed', 'no memory', adviceFor('TrainingFailed')])
      expect(text).toContain(part);
  });

  test('takes the message out of the JSON that Lambda puts around it', () => {
    const cause = JSON.stringify({ errorType: 'X', errorMessage: 'the disk is full', trace: [] });

    expect(messageOf({ ...incident, cause }, 'n').text).toContain('Cause\nthe disk is full\n');
  });

  test('keeps to the limits of SNS: a subject of 100 characters without control characters, a bounded text', () => {
    const { subject, text } = messageOf({ ...incident, error: `a\nb${'x'.repeat(200)}`, cause: 'y'.repeat(1e6) }, 'n');

    expect(subject).toHaveLength(100);
    expect(subject).not.toMatch(/\p{Cc}/u);
    expect(Buffer.byteLength(text)).toBeLessThan(262_144);
  });
});

describe('the fingerprint', () => {
  test('of a failure is its execution’s, whoever tells of it', () => {
    expect(fingerprintOf({ ...incident, stage: 'before the first state', error: 'States.Runtime' })).toBe(
      fingerprintOf(incident),
    );
  });

  test('of a warning is that of its kind, and never a failure’s', () => {
    const warning: Incident = { ...incident, severity: 'warning' };

    expect(fingerprintOf(warning)).not.toBe(fingerprintOf(incident));
    expect(fingerprintOf({ ...warning, error: 'ChampionKept' })).not.toBe(fingerprintOf(warning));
  });
});

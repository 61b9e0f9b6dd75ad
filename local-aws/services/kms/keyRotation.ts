import type {
  EnableKeyRotationRequest,
  GetKeyRotationStatusRequest,
  GetKeyRotationStatusResponse,
} from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { type KeyStore, keyAccess } from './keyStore.ts';

const DAY = 24 * 60 * 60 * 1000;
const YEAR = 365;

export const enableKeyRotation = (store: KeyStore) =>
  operation<EnableKeyRotationRequest, object>({
    name: 'EnableKeyRotation',
    accepts: ['KeyId', 'RotationPeriodInDays'],
    required: ['KeyId'],
    access: keyAccess(store, 'EnableKeyRotation'),
    run: ({ KeyId, RotationPeriodInDays: days = YEAR }, { cloud }) => {
      const record = store.usable(KeyId);
      if (record.spec !== 'SYMMETRIC_DEFAULT') {
        throw new AwsError('UnsupportedOperationException', `Keys of KeySpec ${record.spec} are not rotated`);
      }
      if (days < 90 || days > 2560) {
        throw new AwsError('ValidationException', `RotationPeriodInDays ${days} must lie between 90 and 2560`);
      }
      store.put({ ...record, rotation: { days, since: cloud.clock.now() } });
      return {};
    },
  });

export const disableKeyRotation = (store: KeyStore) =>
  operation<{ KeyId: string | undefined }, object>({
    name: 'DisableKeyRotation',
    accepts: ['KeyId'],
    required: ['KeyId'],
    access: keyAccess(store, 'DisableKeyRotation'),
    run: ({ KeyId }) => {
      const { rotation: _before, ...record } = store.usable(KeyId);
      store.put(record);
      return {};
    },
  });

export const getKeyRotationStatus = (store: KeyStore) =>
  operation<GetKeyRotationStatusRequest, GetKeyRotationStatusResponse>({
    name: 'GetKeyRotationStatus',
    accepts: ['KeyId'],
    required: ['KeyId'],
    access: keyAccess(store, 'GetKeyRotationStatus'),
    run: ({ KeyId }) => {
      const record = store.find(KeyId);
      const { rotation } = record;
      return {
        KeyId: store.arn(record),
        KeyRotationEnabled: rotation !== undefined,
        ...(rotation && {
          RotationPeriodInDays: rotation.days,
          NextRotationDate: new Date(rotation.since + rotation.days * DAY),
        }),
      };
    },
  });

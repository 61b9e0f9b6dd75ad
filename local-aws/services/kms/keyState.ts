import type {
  CancelKeyDeletionResponse,
  ScheduleKeyDeletionRequest,
  ScheduleKeyDeletionResponse,
  UpdateKeyDescriptionRequest,
} from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { type KeyRecord, type KeyStore, keyAccess } from './keyStore.ts';

const DAY = 24 * 60 * 60 * 1000;

interface KeyInput {
  KeyId: string | undefined;
}

const change = (store: KeyStore, name: string, apply: (record: KeyRecord) => KeyRecord) =>
  operation<KeyInput, object>({
    name,
    accepts: ['KeyId'],
    required: ['KeyId'],
    access: keyAccess(store, name),
    run: ({ KeyId }) => {
      store.put(apply(store.changeable(KeyId)));
      return {};
    },
  });

export const enableKey = (store: KeyStore) => change(store, 'EnableKey', (record) => ({ ...record, enabled: true }));

export const disableKey = (store: KeyStore) => change(store, 'DisableKey', (record) => ({ ...record, enabled: false }));

export const updateKeyDescription = (store: KeyStore) =>
  operation<UpdateKeyDescriptionRequest, object>({
    name: 'UpdateKeyDescription',
    accepts: ['KeyId', 'Description'],
    required: ['KeyId', 'Description'],
    access: keyAccess(store, 'UpdateKeyDescription'),
    run: ({ KeyId, Description = '' }) => {
      store.put({ ...store.changeable(KeyId), description: Description });
      return {};
    },
  });

export const scheduleKeyDeletion = (store: KeyStore) =>
  operation<ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse>({
    name: 'ScheduleKeyDeletion',
    accepts: ['KeyId', 'PendingWindowInDays'],
    required: ['KeyId'],
    access: keyAccess(store, 'ScheduleKeyDeletion'),
    run: ({ KeyId, PendingWindowInDays: days = 30 }, { cloud }) => {
      if (days < 7 || days > 30) {
        throw new AwsError('ValidationException', `PendingWindowInDays ${days} must lie between 7 and 30`);
      }
      const record = store.changeable(KeyId);
      const deletion = cloud.clock.now() + days * DAY;
      store.put({ ...record, enabled: false, deletion });
      return {
        KeyId: store.arn(record),
        DeletionDate: new Date(deletion),
        KeyState: 'PendingDeletion',
        PendingWindowInDays: days,
      };
    },
  });

export const cancelKeyDeletion = (store: KeyStore) =>
  operation<KeyInput, CancelKeyDeletionResponse>({
    name: 'CancelKeyDeletion',
    accepts: ['KeyId'],
    required: ['KeyId'],
    access: keyAccess(store, 'CancelKeyDeletion'),
    run: ({ KeyId }) => {
      const { deletion, ...record } = store.find(KeyId);
      if (deletion === undefined) {
        throw new AwsError('KMSInvalidStateException', `${store.arn(record)} is not pending deletion.`);
      }
      store.put(record);
      return { KeyId: store.arn(record) };
    },
  });

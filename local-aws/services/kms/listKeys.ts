import type { ListKeysRequest, ListKeysResponse } from '@aws-sdk/client-kms';
import { operation } from '../../service.ts';
import type { KeyStore } from './keyStore.ts';
import { page } from './page.ts';

export const listKeys = (store: KeyStore) =>
  operation<ListKeysRequest, ListKeysResponse>({
    name: 'ListKeys',
    accepts: ['Limit', 'Marker'],
    run: (input) => {
      const { items, ...rest } = page(store.list(), ({ id }) => id, input);
      return { ...rest, Keys: items.map((record) => ({ KeyId: record.id, KeyArn: store.arn(record) })) };
    },
  });

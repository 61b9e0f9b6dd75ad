import type {
  ListResourceTagsRequest,
  ListResourceTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-kms';
import { operation } from '../../service.ts';
import { type KeyStore, keyAccess } from './keyStore.ts';

export const tagResource = (store: KeyStore) =>
  operation<TagResourceRequest, object>({
    name: 'TagResource',
    accepts: ['KeyId', 'Tags'],
    required: ['KeyId', 'Tags'],
    access: keyAccess(store, 'TagResource'),
    run: ({ KeyId, Tags = [] }) => {
      const record = store.changeable(KeyId);
      const added = Object.fromEntries(Tags.map(({ TagKey, TagValue }) => [TagKey ?? '', TagValue ?? '']));
      store.put({ ...record, tags: { ...record.tags, ...added } });
      return {};
    },
  });

export const untagResource = (store: KeyStore) =>
  operation<UntagResourceRequest, object>({
    name: 'UntagResource',
    accepts: ['KeyId', 'TagKeys'],
    required: ['KeyId', 'TagKeys'],
    access: keyAccess(store, 'UntagResource'),
    run: ({ KeyId, TagKeys = [] }) => {
      const record = store.changeable(KeyId);
      const tags = Object.fromEntries(Object.entries(record.tags).filter(([name]) => !TagKeys.includes(name)));
      store.put({ ...record, tags });
      return {};
    },
  });

export const listResourceTags = (store: KeyStore) =>
  operation<ListResourceTagsRequest, ListResourceTagsResponse>({
    name: 'ListResourceTags',
    accepts: ['KeyId'],
    inert: ['Limit', 'Marker'],
    required: ['KeyId'],
    access: keyAccess(store, 'ListResourceTags'),
    run: ({ KeyId }) => ({
      Tags: Object.entries(store.find(KeyId).tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      Truncated: false,
    }),
  });

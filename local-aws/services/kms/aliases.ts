import type {
  CreateAliasRequest,
  DeleteAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
} from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { type Access, type Call, operation } from '../../service.ts';
import { type KeyStore, keyAccess } from './keyStore.ts';
import { page } from './page.ts';

/** An alias needs rights on itself and on its key. */
const aliasAccess =
  (store: KeyStore, action: string) =>
  (input: { AliasName?: string | undefined; TargetKeyId?: string | undefined }, call: Call): Access[] => [
    { action: `kms:${action}`, resource: store.aliasArn(input.AliasName ?? '') },
    ...keyAccess(store, action)({ KeyId: input.TargetKeyId ?? input.AliasName }, call),
  ];

const checkName = (name: string): string => {
  if (/^alias\/aws\//.test(name)) {
    throw new AwsError('NotAuthorizedException', `${name}: names that begin with alias/aws/ are AWS's own`);
  }
  if (/^alias\/[a-zA-Z0-9/_-]{1,250}$/.test(name)) return name;
  throw new AwsError(
    'InvalidAliasNameException',
    `${name} must begin with alias/ and hold letters, digits, / _ and - only`,
  );
};

const exists = (store: KeyStore, name: string): boolean => store.aliases().some((alias) => alias.name === name);

export const createAlias = (store: KeyStore) =>
  operation<CreateAliasRequest, object>({
    name: 'CreateAlias',
    accepts: ['AliasName', 'TargetKeyId'],
    required: ['AliasName', 'TargetKeyId'],
    access: aliasAccess(store, 'CreateAlias'),
    run: ({ AliasName = '', TargetKeyId }) => {
      const name = checkName(AliasName);
      if (exists(store, name)) {
        throw new AwsError('AlreadyExistsException', `An alias with the name ${store.aliasArn(name)} already exists`);
      }
      store.setAlias(name, store.changeable(TargetKeyId).id);
      return {};
    },
  });

export const updateAlias = (store: KeyStore) =>
  operation<CreateAliasRequest, object>({
    name: 'UpdateAlias',
    accepts: ['AliasName', 'TargetKeyId'],
    required: ['AliasName', 'TargetKeyId'],
    access: aliasAccess(store, 'UpdateAlias'),
    run: ({ AliasName = '', TargetKeyId }) => {
      store.find(checkName(AliasName));
      store.setAlias(AliasName, store.changeable(TargetKeyId).id);
      return {};
    },
  });

export const deleteAlias = (store: KeyStore) =>
  operation<DeleteAliasRequest, object>({
    name: 'DeleteAlias',
    accepts: ['AliasName'],
    required: ['AliasName'],
    access: aliasAccess(store, 'DeleteAlias'),
    run: ({ AliasName = '' }) => {
      const name = checkName(AliasName);
      if (!store.deleteAlias(name))
        throw new AwsError('NotFoundException', `Alias ${store.aliasArn(name)} is not found.`);
      return {};
    },
  });

export const listAliases = (store: KeyStore) =>
  operation<ListAliasesRequest, ListAliasesResponse>({
    name: 'ListAliases',
    accepts: ['KeyId', 'Limit', 'Marker'],
    run: (input) => {
      const wanted = input.KeyId === undefined ? undefined : store.find(input.KeyId).id;
      const all = store.aliases().filter(({ keyId }) => wanted === undefined || keyId === wanted);
      const { items, ...rest } = page(all, ({ name }) => name, input);
      return {
        ...rest,
        Aliases: items.map(({ name, keyId, created }) => ({
          AliasName: name,
          AliasArn: store.aliasArn(name),
          TargetKeyId: keyId,
          CreationDate: new Date(created),
          LastUpdatedDate: new Date(created),
        })),
      };
    },
  });

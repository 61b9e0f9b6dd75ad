import type { Tag } from '@aws-sdk/client-s3';
import { s3Error } from './errors.ts';

const MAX_TAGS = 10;

/** Tags of the `x-amz-tagging` header: `a=1&b=2`. */
export const parseTagging = (text: string): Record<string, string> => {
  const pairs = [...new URLSearchParams(text)];
  return checkedTags(pairs.map(([Key, Value]) => ({ Key, Value })));
};

/** Throws `InvalidTag` for too many, for names used twice, and for names or values too long. */
export const checkedTags = (tags: readonly Tag[], most = MAX_TAGS): Record<string, string> => {
  if (tags.length > most) throw s3Error('InvalidTag', {}, `Object tags cannot be greater than ${most}`);
  const checked: Record<string, string> = {};
  for (const { Key = '', Value = '' } of tags) {
    if (Key === '' || Key.length > 128)
      throw s3Error('InvalidTag', { TagKey: Key }, 'The TagKey you have provided is invalid');
    if (Value.length > 256)
      throw s3Error('InvalidTag', { TagValue: Value }, 'The TagValue you have provided is invalid');
    if (Key in checked) throw s3Error('InvalidTag', { TagKey: Key }, 'Cannot provide multiple Tags with the same key');
    checked[Key] = Value;
  }
  return checked;
};

export const tagSet = (tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

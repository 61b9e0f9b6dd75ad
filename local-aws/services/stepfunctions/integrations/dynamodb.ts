import { isObject } from '../../../asl/json.ts';
import { httpMetadata, plain } from './answers.ts';
import type { Integration } from './integration.ts';

const item = (operation: string): Integration => ({
  patterns: [],
  async start({ cloud, caller }, input) {
    const answer = await cloud.call<object>('dynamodb', operation, isObject(input) ? input : {}, caller);
    const result = plain(answer, { dates: 'milliseconds', capitals: false });
    return { ...(isObject(result) ? result : {}), ...httpMetadata(answer) };
  },
});

/** `dynamodb:*Item`. */
export const dynamodbIntegrations: Record<string, Integration> = {
  'dynamodb:getItem': item('GetItem'),
  'dynamodb:putItem': item('PutItem'),
  'dynamodb:updateItem': item('UpdateItem'),
  'dynamodb:deleteItem': item('DeleteItem'),
};

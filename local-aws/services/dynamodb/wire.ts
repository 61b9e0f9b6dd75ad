import { decodeJson, encodeJson } from '../../protocols/json.ts';
import { loadModel } from '../../protocols/model.ts';
import type { Wire } from './engine.ts';

const options = { names: false, timestamps: 'epoch-seconds' } as const;

/** A request as DynamoDB's JSON, without tables' ARNs: dynalite knows names. */
export const toWire = async (operation: string, input: object): Promise<Wire> => {
  const model = (await loadModel('dynamodb')).operations.get(operation);
  if (!model) throw new Error(`DynamoDB has no operation ${operation}`);
  const wire = encodeJson(model.input, input, options) as Wire;
  if (typeof wire.TableName === 'string') wire.TableName = tableName(wire.TableName);
  return wire;
};

/** An answer of dynalite as the SDK's response type says it. What the type does not have is left out. */
export const fromWire = async <O>(operation: string, wire: Wire): Promise<O> => {
  const model = (await loadModel('dynamodb')).operations.get(operation);
  if (!model) throw new Error(`DynamoDB has no operation ${operation}`);
  return decodeJson(model.output, encodeJson(model.output, wire, options), options) as O;
};

/** A table's name, given that or its ARN. */
export const tableName = (nameOrArn: string | undefined): string =>
  nameOrArn?.split(':table/').at(-1)?.split('/')[0] ?? '';

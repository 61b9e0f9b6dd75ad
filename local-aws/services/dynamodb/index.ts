import type { Cloud } from '../../cloud.ts';
import type { AnyOperation, Service } from '../../service.ts';
import { createTable, deleteTable, describeTable, updateTable } from './createTable.ts';
import { Engine } from './engine.ts';
import { itemOperations } from './itemOperations.ts';
import {
  describeContinuousBackups,
  describeTimeToLive,
  updateContinuousBackups,
  updateTimeToLive,
} from './tableFeatures.ts';
import { transactGetItems } from './transactGetItems.ts';
import { recover, transactWriteItems } from './transactWriteItems.ts';

/** DynamoDB over dynalite, with the transactions and table settings that dynalite has not. */
export const createDynamoDB = (cloud: Cloud): Service => {
  const engine = new Engine(cloud);
  recover(engine, cloud);
  const operations: AnyOperation[] = [
    ...itemOperations(engine),
    createTable(engine),
    deleteTable(engine),
    describeContinuousBackups(engine),
    describeTable(engine),
    describeTimeToLive(engine),
    transactGetItems(engine),
    transactWriteItems(engine),
    updateContinuousBackups(engine),
    updateTable(engine),
    updateTimeToLive(engine),
  ];
  return {
    name: 'dynamodb',
    protocols: ['awsJson1.0'],
    validationError: 'ValidationException',
    operations: Object.fromEntries(operations.map((each) => [each.name, each])),
    close: () => engine.close(),
  };
};

import type { Dimension } from '@aws-sdk/client-cloudwatch';
import type { Dimensions } from './metricStore.ts';

/** From the list form; the order of names makes no difference. */
export const dimensionsOf = (list: readonly Dimension[] | undefined): Dimensions =>
  Object.fromEntries((list ?? []).map(({ Name = '', Value = '' }) => [Name, Value]));

export const dimensionList = (dimensions: Dimensions): Dimension[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

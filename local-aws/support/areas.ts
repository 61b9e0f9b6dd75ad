import type { Area } from './area.ts';
import { dataQuality } from './dataQuality.ts';
import { faults } from './faults.ts';
import { functions } from './functions.ts';
import { identity } from './identity.ts';
import { messaging } from './messaging.ts';
import { monitoring } from './monitoring.ts';
import { operations } from './operations.ts';
import { resourceTypes } from './resourceTypes.ts';
import { sageMakerArea } from './sageMakerArea.ts';
import { sparkSql } from './sparkSql.ts';
import { stepFunctions } from './stepFunctions.ts';
import { streams } from './streams.ts';

/** The parts of SUPPORT.md in their order: one file each, one line here. */
export const areas: readonly Area[] = [
  operations,
  resourceTypes,
  functions,
  identity,
  sparkSql,
  dataQuality,
  sageMakerArea,
  messaging,
  monitoring,
  stepFunctions,
  streams,
  faults,
];

import type { EncryptionConfiguration } from '@aws-sdk/client-glue';
import type { Cloud } from '../../cloud.ts';

/** Kept and given back; on the laptop nothing is encrypted at rest, which SUPPORT.md says. */
export interface SecurityConfigurationRecord {
  name: string;
  encryption: EncryptionConfiguration;
  createdAt: number;
}

export const securityConfigurations = (cloud: Cloud) =>
  cloud.database.table<SecurityConfigurationRecord>('glue.security-configurations');

import type { CreateSecurityConfigurationRequest, CreateSecurityConfigurationResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import { checkName } from './catalog/checks.ts';
import { securityConfigurations } from './securityConfigurations.ts';

const MEMBERS = ['S3Encryption', 'CloudWatchEncryption', 'JobBookmarksEncryption'];

export const createSecurityConfiguration = operation<
  CreateSecurityConfigurationRequest,
  CreateSecurityConfigurationResponse
>({
  name: 'CreateSecurityConfiguration',
  accepts: ['Name'],
  inert: ['EncryptionConfiguration'],
  required: ['Name', 'EncryptionConfiguration'],
  run: ({ Name, EncryptionConfiguration: encryption }, { cloud }) => {
    const name = checkName(Name, 'Name');
    onlyMembers(encryption, MEMBERS, 'EncryptionConfiguration', 'InvalidInputException');
    const table = securityConfigurations(cloud);
    if (table.get(name)) throw new AwsError('AlreadyExistsException', `Security configuration ${name} already exists.`);
    const createdAt = cloud.clock.now();
    table.put(name, { name, encryption: encryption ?? {}, createdAt });
    return { Name: name, CreatedTimestamp: new Date(createdAt) };
  },
});

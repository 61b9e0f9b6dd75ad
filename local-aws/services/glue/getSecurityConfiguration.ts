import type { GetSecurityConfigurationRequest, GetSecurityConfigurationResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { securityConfigurations } from './securityConfigurations.ts';

export const getSecurityConfiguration = operation<GetSecurityConfigurationRequest, GetSecurityConfigurationResponse>({
  name: 'GetSecurityConfiguration',
  accepts: ['Name'],
  required: ['Name'],
  run: ({ Name = '' }, { cloud }) => {
    const found = securityConfigurations(cloud).get(Name);
    if (!found) throw new AwsError('EntityNotFoundException', `Security configuration ${Name} not found.`);
    return {
      SecurityConfiguration: {
        Name,
        EncryptionConfiguration: found.encryption,
        CreatedTimeStamp: new Date(found.createdAt),
      },
    };
  },
});

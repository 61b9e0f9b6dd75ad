import type { DeleteSecurityConfigurationRequest, DeleteSecurityConfigurationResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { securityConfigurations } from './securityConfigurations.ts';

export const deleteSecurityConfiguration = operation<
  DeleteSecurityConfigurationRequest,
  DeleteSecurityConfigurationResponse
>({
  name: 'DeleteSecurityConfiguration',
  accepts: ['Name'],
  required: ['Name'],
  run: ({ Name = '' }, { cloud }) => {
    if (!securityConfigurations(cloud).delete(Name))
      throw new AwsError('EntityNotFoundException', `Security configuration ${Name} not found.`);
    return {};
  },
});

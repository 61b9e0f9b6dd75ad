import type { ValidateTemplateInput, ValidateTemplateOutput } from '@aws-sdk/client-cloudformation';
import { provisionerOf } from '../../cloudformation/engineEnvironment.ts';
import { parseTemplate } from '../../cloudformation/template.ts';
import { operation } from '../../service.ts';
import type { CloudFormationContext } from './context.ts';
import { templateText } from './request.ts';

export const validateTemplate = (context: CloudFormationContext) =>
  operation<ValidateTemplateInput, ValidateTemplateOutput>({
    name: 'ValidateTemplate',
    accepts: ['TemplateBody', 'TemplateURL'],
    run: async (input) => {
      const template = parseTemplate(await templateText(context, input));
      for (const { Type } of Object.values(template.Resources)) provisionerOf(context.engine.environment, Type);
      const hasIam = Object.values(template.Resources).some(({ Type }) => Type.startsWith('AWS::IAM::'));
      return {
        Parameters: Object.entries(template.Parameters ?? {}).map(([ParameterKey, parameter]) => ({
          ParameterKey,
          NoEcho: String(parameter.NoEcho) === 'true',
          ...(parameter.Default !== undefined && { DefaultValue: String(parameter.Default) }),
          ...(parameter.Description !== undefined && { Description: parameter.Description }),
        })),
        ...(template.Description !== undefined && { Description: template.Description }),
        ...(hasIam && {
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          CapabilitiesReason: 'The template contains IAM resources that may have custom names',
        }),
      };
    },
  });

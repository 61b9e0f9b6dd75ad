import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../../service.ts';
import { type CloudFormationContext, existingStack, stackAccess } from './context.ts';

export const getTemplate = (context: CloudFormationContext) =>
  operation<GetTemplateInput, GetTemplateOutput>({
    name: 'GetTemplate',
    accepts: ['StackName'],
    // Macros are refused, so that the original and the processed template are the same.
    inert: ['TemplateStage'],
    required: ['StackName'],
    access: (input) => stackAccess(context, 'GetTemplate', input.StackName),
    run: (input) => ({
      TemplateBody: existingStack(context, input.StackName).template,
      StagesAvailable: ['Original', 'Processed'],
    }),
  });

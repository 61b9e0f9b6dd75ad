import type { ValidateStateMachineDefinitionInput, ValidateStateMachineDefinitionOutput } from '@aws-sdk/client-sfn';
import { validateDefinition } from '../../asl/validation/validateDefinition.ts';
import { operation } from '../../service.ts';
import { checkLength } from './constraints.ts';
import { longestDefinition } from './definitionChecks.ts';
import type { Engine } from './engine.ts';

export const validateStateMachineDefinition = (_engine: Engine) =>
  operation<ValidateStateMachineDefinitionInput, ValidateStateMachineDefinitionOutput>({
    name: 'ValidateStateMachineDefinition',
    accepts: ['definition', 'type', 'severity', 'maxResults'],
    required: ['definition'],
    run({ definition = '', type = 'STANDARD', severity = 'ERROR', maxResults }) {
      checkLength('definition', definition, longestDefinition, 1);
      const found = validateDefinition(definition, { type });
      const wanted = found.filter((finding) => severity === 'WARNING' || finding.severity === 'ERROR');
      const most = maxResults || 100;
      return {
        result: found.some((finding) => finding.severity === 'ERROR') ? 'FAIL' : 'OK',
        diagnostics: wanted.slice(0, most),
        truncated: wanted.length > most,
      };
    },
  });

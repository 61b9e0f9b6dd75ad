import { comparisons, patterns, typeTests } from '../asl/choice/operators.ts';
import { errorNames } from '../asl/failure.ts';
import { intrinsicFunctions } from '../asl/query/intrinsics/evaluateIntrinsic.ts';
import { addedFunctions, removedFunctions } from '../asl/query/jsonataFunctions.ts';
import { fieldsOfStates, languageOfField, machineFields } from '../asl/stateFields.ts';
import { sdkNames } from '../services/stepfunctions/integrations/errorNames.ts';
import { integrations } from '../services/stepfunctions/integrations/integrations.ts';
import { itemReaders } from '../services/stepfunctions/maps/readItems.ts';
import { type Area, names, table } from './area.ts';

/** The states language: fields, functions, errors and integrations. */
export const stepFunctions: Area = {
  title: 'Step Functions',
  generate: () =>
    [
      `Fields of a machine: ${names(machineFields)}. Executions that wait, for a time, a retry, a token, a job or a Map's items, go on after a restart of the server; a call that was under way is made again. Express executions end with the server.`,
      '### State fields',
      'Beside `Type`, `Comment` and `QueryLanguage`. Those of one query language are refused in states of the other.',
      table(['State', 'Both', 'JSONPath', 'JSONata'], Object.entries(fieldsOfStates).map(fieldRow)),
      `Choice rules of JSONPath: ${names([...Object.keys(comparisons).flatMap((name) => [name, `${name}Path`]), ...Object.keys(patterns), ...Object.keys(typeTests)])}, and \`And\`, \`Or\`, \`Not\`; of JSONata: \`Condition\`.`,
      '### Functions',
      `Intrinsic functions: ${names(Object.keys(intrinsicFunctions))}. JSONata is the \`jsonata\` package's, with ${names(addedFunctions)} added and ${names(removedFunctions)} taken away.`,
      '### Error names',
      table(
        ['Error', 'Meaning'],
        Object.entries(errorNames).map(([name, meaning]) => [`\`${name}\``, meaning]),
      ),
      '### Task resources',
      table(
        ['Resource', 'Patterns'],
        [
          ['a function’s ARN', 'request and response'],
          ...Object.entries(integrations).map(([name, { patterns: more }]) => [
            `\`arn:aws:states:::${name}\``,
            ['request and response', ...more.map((pattern) => `\`.${pattern}\``)].join(', '),
          ]),
          [
            '`arn:aws:states:::aws-sdk:<service>:<action>`',
            `request and response, \`.waitForTaskToken\`, for every operation served of ${names(Object.keys(sdkNames))}`,
          ],
        ],
      ),
      'Activities and HTTP endpoint tasks fail with `States.Runtime`.',
      'The job of a `.sync` task is stopped when its execution is stopped or runs out of time, or another branch fails; one that runs longer than the task’s own `TimeoutSeconds` goes on.',
      '### TestState',
      '`mock.fieldValidationMode` is taken without effect: a mock is used as it is given, as with `NONE`. AWS refuses one that does not suit the shape of the API’s answer unless the mode is `NONE`.',
      '### Distributed Map',
      `Items come from the input or from S3: ${names(itemReaders)}. Results go to S3 as JSON or JSON lines, whole, compact or flattened. At most 10,000 child executions run at a time.`,
    ].join('\n\n'),
};

function fieldRow([state, fields]: [string, readonly string[]]): string[] {
  const of = (language: string | undefined) => names(fields.filter((field) => languageOfField[field] === language));
  return [`\`${state}\``, of(undefined), of('JSONPath'), of('JSONata')];
}

import { CONDITION_OPERATORS } from '../iam/conditions.ts';
import { awsManagedPolicyArns } from '../iam/managedPolicies.ts';
import { GLOBAL_KEYS } from '../iam/requestContext.ts';
import { type Area, names } from './area.ts';

/** IAM: what of a policy is evaluated. */
export const identity: Area = {
  title: 'IAM policies',
  generate: () =>
    [
      'Every call is authorised: those of functions, jobs and state machines by the policies of their roles and of the resource, those of any other key as the account’s root. ' +
        'Evaluated are Allow and Deny, `Action`, `NotAction`, `Resource`, `NotResource`, `Principal`, `NotPrincipal`, conditions and policy variables; ' +
        'a key’s policy must agree, a service needs the word of the resource’s policy. ' +
        'Permissions boundaries, session policies and organisations’ policies are not evaluated.',
      `Condition operators, each also with \`IfExists\`, \`ForAllValues:\` and \`ForAnyValue:\`: ${names(CONDITION_OPERATORS)}.`,
      `Condition keys that every call has: ${names(GLOBAL_KEYS)}. \`aws:SecureTransport\` is always true. Operations add their own, such as \`iam:PassedToService\` and \`s3:prefix\`; a key that has no value is absent.`,
      `AWS managed policies whose text is known: ${names(awsManagedPolicyArns())}. Attaching another is refused.`,
    ].join('\n\n'),
};

import { isObject, type Json } from '../json.ts';
import { checkBlock } from './checkBlock.ts';
import { type Diagnostic, Findings } from './diagnostic.ts';

/** What the service finds wrong with a definition; empty when it would take it. */
export function validateDefinition(text: string, options: { type?: 'STANDARD' | 'EXPRESS' } = {}): Diagnostic[] {
  const findings = new Findings();
  let definition: Json;
  try {
    definition = JSON.parse(text) as Json;
  } catch (error) {
    findings.error('INVALID_JSON_DESCRIPTION', `Invalid State Machine Definition: ${(error as Error).message}`, '/');
    return findings.all;
  }
  if (!isObject(definition)) {
    findings.schema('State machine definition must be a JSON object', '/');
    return findings.all;
  }
  checkBlock(definition, {
    findings,
    location: '',
    language: 'JSONPath',
    express: options.type === 'EXPRESS',
    names: new Set(),
    outer: new Set(),
    isMachine: true,
    distributed: false,
  });
  return findings.all;
}

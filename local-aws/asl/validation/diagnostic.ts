/** A finding about a definition, as ValidateStateMachineDefinition gives it. */
export interface Diagnostic {
  severity: 'ERROR' | 'WARNING';
  code: string;
  message: string;
  /** JSON pointer into the definition, such as `/States/Load/Next`. */
  location?: string;
}

export class Findings {
  readonly all: Diagnostic[] = [];

  schema(message: string, location: string): void {
    this.all.push({ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message, location });
  }

  error(code: string, message: string, location?: string): void {
    this.all.push({ severity: 'ERROR', code, message, ...(location === undefined ? {} : { location }) });
  }

  warning(code: string, message: string, location: string): void {
    this.all.push({ severity: 'WARNING', code, message, location });
  }
}

/** No Python that SageMaker jobs could run in; the message is one line that says what to install. */
export class PythonRuntimeMissing extends Error {
  override readonly name = 'PythonRuntimeMissing';
}

/** The sentence that every such message begins with. `found` says what is there instead. */
export const runtimeMissing = (found: string, remedy: string): PythonRuntimeMissing =>
  new PythonRuntimeMissing(
    `SageMaker jobs run in Python 3.10–3.14; found ${found}. ${remedy}, or set NIGHTJAR_PYTHON.`,
  );

import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeFault } from './errorPayload.ts';
import type { EnvironmentSettings } from './messages.ts';

export type Handler = (
  event: unknown,
  context: object,
  callback?: (error: unknown, result?: unknown) => void,
) => unknown;

/** Loads the function's module as Lambda does: `.js`, `.mjs` or `.cjs` beside the name, then the export, which may be nested. */
export async function loadHandler(settings: EnvironmentSettings): Promise<Handler> {
  offerRuntimePackages(settings.runtimePackages);
  const [moduleName = '', ...path] = basename(settings.handler).split('.');
  if (!moduleName || path.length === 0) {
    throw new RuntimeFault('Runtime.MalformedHandlerName', 'Bad handler');
  }
  const stem = join(settings.directory, dirname(settings.handler), moduleName);
  const file = [stem, `${stem}.js`, `${stem}.mjs`, `${stem}.cjs`].find(
    (candidate) => candidate !== settings.directory && existsSync(candidate),
  );
  if (!file) {
    throw new RuntimeFault('Runtime.ImportModuleError', `Error: Cannot find module '${moduleName}'`);
  }
  const loaded = await importModule(file);
  const handler = path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], loaded);
  if (handler === undefined) {
    throw new RuntimeFault('Runtime.HandlerNotFound', `${settings.handler} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new RuntimeFault('Runtime.HandlerNotFound', `${settings.handler} is not a function`);
  }
  if (handler.length >= 3 && settings.runtime !== 'nodejs22.x') {
    throw new RuntimeFault(
      'Runtime.CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return handler as Handler;
}

async function importModule(file: string): Promise<Record<string, unknown>> {
  try {
    const namespace = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    // Exports of a CommonJS module that the lexer does not see are on `default` alone.
    return typeof namespace.default === 'object' && namespace.default !== null
      ? { ...(namespace.default as Record<string, unknown>), ...namespace }
      : namespace;
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new RuntimeFault('Runtime.UserCodeSyntaxError', String(error), { cause: error });
    }
    const code = (error as { code?: string } | null)?.code;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
      throw new RuntimeFault('Runtime.ImportModuleError', `Error: ${(error as Error).message}`, { cause: error });
    }
    throw error;
  }
}

/** Lambda's Node.js runtimes bring the SDK: a bundle may leave `@aws-sdk/*` out. */
function offerRuntimePackages(parent: string): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!/^@(aws-sdk|smithy)\//.test(specifier)) throw error;
        return next(specifier, { ...context, parentURL: parent });
      }
    },
  });
}

/** Jest runs the TypeScript sources through swc; everything else (workers, the command, the functions) runs on Node's own type stripping. */
export default {
  testEnvironment: 'node',
  // No test measures time: a busy machine may take long over any of them.
  testTimeout: 120_000,
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: [],
  transform: {
    '^.+\\.(ts|mjs|js)$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(hyparquet)/)'],
  // Nights with faults take minutes: `npm run test:e2e` runs them.
  testPathIgnorePatterns: ['/node_modules/', '/.nightjar/', ...(process.env.NIGHTJAR_E2E ? [] : ['/tests/e2e/'])],
  modulePathIgnorePatterns: ['/.nightjar/', '/.serverless/', '/.esbuild/'],
};

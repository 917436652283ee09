const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@orpheus/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['/dist/', '/.orpheus/'],
};

/** Three levels: pure units beside the code, a service with its real database and broker, the whole system. */
export default {
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/**/src/**/*.test.ts'] },
    {
      ...base,
      displayName: 'service',
      testMatch: [
        '<rootDir>/{platform,schemas,dev}/test/**/*.test.ts',
        '<rootDir>/services/*/test/**/*.test.ts',
      ],
    },
    { ...base, displayName: 'e2e', testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'] },
  ],
  testTimeout: 60_000,
  // Counters in the code: v8's own coverage costs more time than the tests under vm modules.
  coverageProvider: 'babel',
  collectCoverageFrom: [
    '{platform,schemas}/src/**/*.ts',
    'services/*/src/**/*.ts',
    '!**/*.test.ts',
    '!**/generated/**',
    '!**/src/main.ts',
    '!schemas/src/commands/**',
  ],
};

import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.spec.ts', '{apps,libs}/*/src/{contract,test-support}/**', 'test/**'];
const PURE = ['libs/{time,unions,cases,measures,publications}/**/*.ts'];

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.recourse/', 'docs/examples/'] },
  tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A promise that nobody waits for loses its error and its place in the order of things.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // What the pure libraries say depends on what they are given, and on nothing around them.
    files: PURE,
    ignores: TESTS,
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'fetch',
        'performance',
        'crypto',
        'setTimeout',
        'setInterval',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the instant as an argument.' },
        { object: 'Math', property: 'random', message: 'Take what varies as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Take the instant as an argument.',
        },
      ],
    },
  },
  {
    // Only the apps choose an adapter; a library is handed an EventStore.
    files: ['libs/**/*.ts'],
    ignores: ['libs/event-store/**', ...TESTS],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^#event-store$', importNamePattern: '.EventStore$', message: 'Only apps/ choose adapters.' },
          ],
        },
      ],
    },
  },
  {
    // What the command line and the benchmark are for is to print.
    files: ['apps/cli/**', 'test/bench/**'],
    rules: { 'no-console': 'off' },
  },
);

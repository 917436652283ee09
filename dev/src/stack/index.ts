export { type Layout, layoutOf } from './layout.ts';
export type { Purpose, Report, Stack, StackAddresses, StackKind } from './stack.ts';
export { StackUnavailableError, startStack } from './start-stack.ts';

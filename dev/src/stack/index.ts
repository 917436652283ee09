export { type Layout, layoutOf } from './layout.ts';
export {
  type Purpose,
  type Report,
  type Stack,
  type StackAddresses,
  type StackKind,
  StackUnavailableError,
} from './stack.ts';
export { startStack } from './start-stack.ts';

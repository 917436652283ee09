export { startTestSystem, type TestSystem, type TestSystemOptions } from './system.ts';

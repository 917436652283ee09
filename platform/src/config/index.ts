export type { ConfigFault, Environment } from './load-config.ts';
export { ConfigError, loadConfig, loadConfigOrExit } from './load-config.ts';
export type { PlatformConfig, ProcessRole } from './platform-config.ts';
export { platformConfig } from './platform-config.ts';
export { decimal, flag, integer, list, url } from './variables.ts';

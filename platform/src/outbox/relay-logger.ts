/** What the relay reports; a pino logger fits. */
export interface RelayLogger {
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
}

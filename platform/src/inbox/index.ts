export { claimEvents, pruneInbox } from './inbox.ts';
export { inboxMigration } from './migration.ts';

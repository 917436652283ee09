export type { Cause } from './cause.ts';
export { causeOf } from './cause.ts';
export type { EventDefinition, PayloadOf } from './definition.ts';
export type { NewEvent } from './new-event.ts';
export type { ReceivedEvent, ReceivedOf, StateRecord } from './received-event.ts';

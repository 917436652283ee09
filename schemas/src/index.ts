export type { Contract } from './avro/contract.ts';
export type { CatalogueEvent } from './catalogue/event.ts';
export { subjectOf } from './catalogue/event.ts';
export type { Environment, Participant, Service, Topic } from './catalogue/topic.ts';
export { services } from './catalogue/topic.ts';
export { allTopics, deadLetterTopic, replayTopic, topics } from './catalogue/topics.ts';
export type { EventType } from './catalogue.ts';
export { events, eventTypes } from './catalogue.ts';
export type * from './generated/types.ts';

export { type CreateTopicsOptions, createTopics, type TopicOutcome } from './create-topics.ts';
export { DeployError } from './deploy-error.ts';
export { type RegisterOptions, type Registration, registerSchemas } from './register-schemas.ts';

export type { HttpAppOptions } from './app.ts';
export { createHttpApp } from './app.ts';
export type { Auth, Caller, CallerOf, VerifyToken } from './caller.ts';
export { InvalidTokenError, TokenKeysUnavailableError } from './caller.ts';
export type { MapError } from './error-map.ts';
export { formatETag, ifMatchHeaders, requireIfMatch, staleVersion } from './etag.ts';
export type { CheckReport, Health, HealthCheck, HealthDetails, HealthReport } from './health.ts';
export { createHealth } from './health.ts';
export {
  fingerprint,
  idempotencyKeyHeaders,
  idempotencyMismatch,
  idempotencyRunning,
} from './idempotency-key.ts';
export { decodeCursor, encodeCursor, listPage, listQuery } from './lists.ts';
export { createLocalRateLimiter } from './local-rate-limiter.ts';
export { openApiOf } from './openapi.ts';
export type { ProblemBody, ProblemDescription, ProblemError } from './problem.ts';
export { invalidRequest, Problem } from './problem.ts';
export type { RateLimitDecision, RateLimiter, RateLimitPolicy } from './rate-limit.ts';
export type { SharedRateLimiter } from './redis-rate-limiter.ts';
export { createRedisRateLimiter } from './redis-rate-limiter.ts';
export type {
  AnswerOf,
  Method,
  ResponseSpec,
  ResponseSpecs,
  Route,
  RouteDefinition,
  RouteRequest,
} from './route.ts';
export { route } from './route.ts';
export type { Answer, JsonAnswer, VerbatimAnswer } from './route-input.ts';
export type { HttpServer } from './server.ts';
export { startHttpServer } from './server.ts';
export type { TokenVerifierOptions } from './token-verifier.ts';
export { createTokenVerifier } from './token-verifier.ts';

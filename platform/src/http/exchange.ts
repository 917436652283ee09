import { randomUUID } from 'node:crypto';
import type { Context } from 'koa';
import { childTraceparent, traceIdOf } from '../telemetry/trace.ts';
import type { Problem } from './problem.ts';
import type { Answer } from './route-input.ts';
import { securityHeaders } from './security-headers.ts';

/** One request and its response. */
export interface Exchange {
  readonly ctx: Context;
  readonly requestId: string;
  readonly traceparent: string;
}

const acceptableId = /^[\w.:~-]{1,128}$/;

/** Gives a request its ids, the caller's own where they are well-formed, and its response the headers that all have. */
export function openExchange(ctx: Context): Exchange {
  const { headers } = ctx.req;
  const given = headers['x-request-id'];
  const requestId = typeof given === 'string' && acceptableId.test(given) ? given : randomUUID();
  const inbound = headers['traceparent'];
  const traceparent = childTraceparent(typeof inbound === 'string' ? inbound : undefined);
  const { res } = ctx;
  for (const [name, value] of securityHeaders) res.setHeader(name, value);
  res.setHeader('cache-control', 'no-store');
  res.setHeader('x-request-id', requestId);
  res.setHeader('traceparent', traceparent);
  return { ctx, requestId, traceparent };
}

function setHeaders({ ctx }: Exchange, headers: Readonly<Record<string, string>> | undefined): void {
  if (headers === undefined) return;
  for (const [name, value] of Object.entries(headers)) ctx.res.setHeader(name, value);
}

function sendText({ ctx }: Exchange, status: number, contentType: string, text: string | null): void {
  ctx.status = status;
  if (text === null) {
    ctx.body = null;
    ctx.status = status;
    return;
  }
  if (!ctx.res.hasHeader('content-type')) ctx.res.setHeader('content-type', contentType);
  ctx.body = text;
}

/** Sends a handler's answer. */
export function sendAnswer(exchange: Exchange, answer: Answer): void {
  setHeaders(exchange, answer.headers);
  const text =
    'verbatim' in answer ? answer.verbatim : answer.body === undefined ? null : JSON.stringify(answer.body);
  sendText(exchange, answer.status, 'application/json; charset=utf-8', text);
}

/** Sends a problem in place of an answer. */
export function sendProblem(exchange: Exchange, problem: Problem): void {
  const { status, headers } = problem.description;
  setHeaders(exchange, headers);
  const body = problem.body(exchange.ctx.path, traceIdOf(exchange.traceparent));
  exchange.ctx.res.setHeader('content-type', 'application/problem+json');
  sendText(exchange, status, 'application/problem+json', JSON.stringify(body));
}

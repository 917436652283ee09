import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Route } from './route.ts';
import type { Answer } from './route-input.ts';

/** An answer is not what the route's description says. */
export class AnswerMismatchError extends Error {
  override readonly name = 'AnswerMismatchError';
}

/** Compares an answer, as the client will read it, with the route's description. Throws {@link AnswerMismatchError}. */
export function checkAnswer(route: Route, answer: Answer): void {
  if ('verbatim' in answer) return;
  const at = `${route.operationId} ${answer.status}`;
  const spec = route.responses[answer.status];
  if (spec === undefined) throw new AnswerMismatchError(`${at}: the status is not described`);
  if (spec.body === undefined) {
    if (answer.body !== undefined) throw new AnswerMismatchError(`${at}: has a body that is not described`);
    return;
  }
  const sent: unknown = answer.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body));
  const result = spec.body.safeParse(sent);
  if (!result.success) throw new AnswerMismatchError(`${at}: ${z.prettifyError(result.error)}`);
  if (!isDeepStrictEqual(result.data, sent)) {
    throw new AnswerMismatchError(`${at}: has fields that are not described`);
  }
}

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { parseJsonBody } from './parse-json-body.ts';
import { Problem } from './problem.ts';

/** The client went away before its request was complete. */
export class RequestAbortedError extends Error {
  override readonly name = 'RequestAbortedError';
}

/** A request's body: its bytes and the JSON in them; both undefined where there is none. */
export interface RequestBody {
  readonly raw: Buffer | undefined;
  readonly json: unknown;
}

function tooLarge(limitBytes: number): Problem {
  return new Problem({
    status: 413,
    code: 'BODY_TOO_LARGE',
    title: 'The body is too large',
    detail: `At most ${limitBytes} bytes are accepted.`,
    headers: { connection: 'close' },
  });
}

function unsupportedType(detail: string): Problem {
  return new Problem({
    status: 415,
    code: 'MEDIA_TYPE_UNSUPPORTED',
    title: 'The media type is not supported',
    detail,
    headers: { accept: 'application/json' },
  });
}

const jsonType = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

function checkHeaders(request: IncomingMessage): void {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw unsupportedType('Compressed bodies are not accepted.');
  }
  if (!jsonType.test(request.headers['content-type'] ?? '')) {
    throw unsupportedType('Send application/json in UTF-8.');
  }
}

/**
 * Reads at most `limitBytes`. What is beyond is read and forgotten, up to 16 times as much: a client that is cut off
 * while it sends would see a reset connection instead of the answer.
 */
function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes * 16) {
    return Promise.reject(tooLarge(limitBytes));
  }
  // It may have gone while its token was verified: then no event comes any more.
  if (request.destroyed && !request.complete) {
    return Promise.reject(new RequestAbortedError('the client went away'));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else if (size > limitBytes * 16) reject(tooLarge(limitBytes));
      else chunks.length = 0;
    });
    request.on('end', () =>
      size > limitBytes ? reject(tooLarge(limitBytes)) : resolve(Buffer.concat(chunks)),
    );
    request.on('close', () => {
      if (!request.complete) reject(new RequestAbortedError('the client went away'));
    });
    request.on('error', () => reject(new RequestAbortedError('the connection broke')));
  });
}

/**
 * Reads a request's JSON body. Throws problems: 413 when it is larger than `limitBytes`, 415 when it is not JSON by its
 * headers, 400 when it is not by its content. A client that goes away rejects with {@link RequestAbortedError}.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<RequestBody> {
  const { 'content-length': length, 'transfer-encoding': transfer } = request.headers;
  if (transfer === undefined && (length === undefined || length === '0')) {
    return { raw: undefined, json: undefined };
  }
  checkHeaders(request);
  const raw = await readBytes(request, limitBytes);
  if (raw.length === 0) return { raw: undefined, json: undefined };
  return { raw, json: parseJsonBody(isUtf8(raw) ? raw.toString() : undefined) };
}

/** A response as tests look at it. */
export interface TestResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed if it is JSON, else the text; undefined if empty. */
  readonly body: unknown;
  readonly text: string;
}

/** What to send. A string or bytes go as they are, anything else as JSON. */
export interface TestRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Calls one service as one caller. */
export interface HttpClient {
  request(method: string, path: string, request?: TestRequest): Promise<TestResponse>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<TestResponse>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<TestResponse>;
}

function payloadOf(body: unknown): string | Uint8Array<ArrayBuffer> | null {
  if (body === undefined) return null;
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

function parsed(contentType: string | null, text: string): unknown {
  if (text === '') return undefined;
  return /^application\/([\w.-]+\+)?json/.test(contentType ?? '') ? JSON.parse(text) : text;
}

/** A client that sends `token`, where there is one, and JSON unless told otherwise. */
export function httpClient(baseUrl: string, token?: string): HttpClient {
  const request: HttpClient['request'] = async (method, path, { headers = {}, body } = {}) => {
    const init: RequestInit = {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: payloadOf(body),
      redirect: 'manual',
    };
    const response = await fetch(`${baseUrl}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: parsed(response.headers.get('content-type'), text),
      text,
    };
  };
  return {
    request,
    get: (path, headers = {}) => request('GET', path, { headers }),
    post: (path, body, headers = {}) => request('POST', path, { headers, body }),
  };
}

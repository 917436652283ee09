/** An answer that was not a 2xx, with what the service said. */
export class ApiError extends Error {
  readonly status: number;

  constructor(method: string, url: string, status: number, body: string) {
    super(`${method} ${url}: ${status} ${body.slice(0, 2_000)}`);
    this.status = status;
  }
}

/** JSON over HTTP with a bearer token. */
export interface Api {
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown>;
}

/** @throws ApiError from its methods for any answer but 2xx */
export function api(baseUrl: string, token: string): Api {
  async function call(method: string, path: string, init: RequestInit): Promise<unknown> {
    const url = `${baseUrl}${path}`;
    const response = await fetch(url, { ...init, method, signal: AbortSignal.timeout(30_000) });
    const text = await response.text();
    if (!response.ok) throw new ApiError(method, url, response.status, text);
    return text === '' ? undefined : JSON.parse(text);
  }
  const authorization = `Bearer ${token}`;
  return {
    get: (path) => call('GET', path, { headers: { authorization } }),
    post: (path, body, headers = {}) =>
      call('POST', path, {
        headers: { authorization, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
  };
}

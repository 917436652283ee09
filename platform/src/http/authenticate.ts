import type { Auth, Caller, VerifyToken } from './caller.ts';
import { Problem } from './problem.ts';

function tokenMissing(): Problem {
  return new Problem({
    status: 401,
    code: 'TOKEN_MISSING',
    title: 'A bearer token is required',
    headers: { 'www-authenticate': 'Bearer' },
  });
}

function roleMissing(roles: readonly string[]): Problem {
  return new Problem({
    status: 403,
    code: 'ROLE_MISSING',
    title: 'The caller may not do this',
    detail: `One of these roles is needed: ${roles.join(', ')}.`,
    headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' },
  });
}

/**
 * Finds out who calls. A public route ignores credentials altogether; another one throws 401 without a valid token and
 * 403 without one of its roles.
 */
export async function authenticate(
  auth: Auth,
  authorization: string | undefined,
  verifyToken: VerifyToken,
): Promise<Caller | undefined> {
  if (auth === 'public') return undefined;
  const token = /^Bearer +(?<token>[\w.~+/-]+=*) *$/i.exec(authorization ?? '')?.groups?.['token'];
  if (token === undefined) throw tokenMissing();
  const caller = await verifyToken(token);
  const allowed = auth.roles.length === 0 || auth.roles.some((role) => caller.roles.includes(role));
  if (!allowed) throw roleMissing(auth.roles);
  return caller;
}

import { isNativeError } from 'node:util/types';

/** SQLSTATE classes and codes after which the same statement may well succeed later. */
const passingClasses = new Set(['08', '53']);
const passingStates = new Set([
  '25P03', // idle_in_transaction_session_timeout
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '55P03', // lock_not_available
  '57014', // query_canceled: the statement timeout
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P05', // idle_session_timeout
]);

const passingSystemCodes = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

// pg and pg-pool throw these without a code.
const passingMessages = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client was closed and is not queryable',
];

function hasPassingCode(error: Error): boolean {
  if (!('code' in error) || typeof error.code !== 'string') return false;
  const { code } = error;
  return passingStates.has(code) || passingSystemCodes.has(code) || passingClasses.has(code.slice(0, 2));
}

/** The errors that an error wraps: TypeORM keeps pg's as `driverError`, others as `cause`, Node's dual-stack connect as `errors`. */
function wrapped(error: Error): readonly unknown[] {
  const found: unknown[] = [error.cause];
  if ('driverError' in error) found.push(error.driverError);
  if ('errors' in error && Array.isArray(error.errors)) found.push(...error.errors);
  return found;
}

/**
 * Says whether a failure lies in the database's condition (away, overloaded, restarting, a lost race for a lock) and not
 * in the data: then the same work is to be tried again later. Everything else would fail again.
 */
export function isPassingDatabaseError(error: unknown): boolean {
  // Not instanceof: an error of another realm (a worker, a test's sandbox) is one too.
  if (!isNativeError(error)) return false;
  if (hasPassingCode(error)) return true;
  if (passingMessages.some((message) => error.message.startsWith(message))) return true;
  return wrapped(error).some(isPassingDatabaseError);
}

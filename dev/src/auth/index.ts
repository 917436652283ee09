export { AUDIENCE, ISSUER, type Issuer, startIssuer, type TokenOptions } from './issuer.ts';

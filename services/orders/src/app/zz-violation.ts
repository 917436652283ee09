import pg from 'pg';
import { a } from '../adapters/zz.ts';
import { p } from '@orpheus/payments';
import n from 'net-thing';
export const y = [pg, a, p, n];

import Koa from 'koa';
import { a } from '../adapters/zz.ts';
export const y = [Koa, a];

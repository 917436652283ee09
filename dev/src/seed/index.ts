export { type Api, ApiError, api } from './api.ts';
export { type SeededProduct, type SeedOutcome, seed } from './seed.ts';
export { readShop, type SeedProduct, type Shop } from './shop.ts';

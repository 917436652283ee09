import { loadConfigOrExit } from '@orpheus/platform/config';
import { runService } from '@orpheus/platform/service';
import { ordersConfig } from './config.ts';
import { ordersService } from './service.ts';

await runService(ordersService, loadConfigOrExit(ordersConfig, process.env));

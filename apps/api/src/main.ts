import 'reflect-metadata';
import { serve } from '../../runtime/src/index.js';
import { startService } from './service/start-service.js';

// Whoever reads what is printed may stop reading; the service goes on.
process.stdout.on('error', () => undefined);

await serve('recourse', startService);

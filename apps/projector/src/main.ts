import 'reflect-metadata';
import { serve } from '../../runtime/src/index.js';
import { startProjector } from './start-projector.js';

await serve('recourse projector', startProjector);

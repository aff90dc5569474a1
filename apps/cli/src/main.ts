#!/usr/bin/env node
import 'reflect-metadata';
import { run } from './run.js';
import { firstSignal } from './first-signal.js';

process.exitCode = await run(process.argv.slice(2), firstSignal());

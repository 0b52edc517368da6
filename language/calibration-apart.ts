/** A thread that finds the temperature of an engine while the engine itself is trained. */
import { parentPort, workerData } from 'node:worker_threads';
import { calibrate } from './calibration.ts';

parentPort?.postMessage(calibrate(workerData.documents, workerData.classes));

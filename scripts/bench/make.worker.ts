// Makes an office in a thread: the smaller ones, while the large one is being made.
import { workerData } from 'node:worker_threads';
import { makeOffice } from './make.ts';

const { file, scale } = workerData as { file: string; scale: number };
await makeOffice(file, scale);

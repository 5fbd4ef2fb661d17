// The jobs that a file of tests starts and the builders that these make, for its end to take away.
import { discardBuilder } from '../../lab/faults/engine.ts';
import { type Job, startJob } from '../harness/step.ts';
import { removeContexts } from './lab.ts';

const jobs: Job[] = [];

/** Names; a test that makes a builder which outlives its step adds it here. */
export const builders: string[] = [];

export function newJob(): Job {
  const job = startJob();
  jobs.push(job);
  return job;
}

export async function endJobs(): Promise<void> {
  for (const name of builders.splice(0)) {
    await discardBuilder(name);
  }
  for (const job of jobs.splice(0)) {
    job.end();
  }
  removeContexts();
}

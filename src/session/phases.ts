import { withDeadline } from './deadline.ts';
import type { Phase, Session, Timeouts } from './session.ts';

/** The phases of a step, each a section of the log with a time limit of its own. */
export class Phases {
  private readonly limits: Timeouts;
  private readonly describe: (phase: Phase) => string;
  private current: Phase = 'setup';
  private readonly took: Partial<Record<Phase, number>> = {};

  /** `describe` says what a phase does, for the error of a limit that was reached. */
  constructor(limits: Timeouts, describe: (phase: Phase) => string) {
    this.limits = limits;
    this.describe = describe;
  }

  /** What is going on now. */
  activity(): string {
    return this.describe(this.current);
  }

  /** What each phase that has ended took, in whole seconds. */
  get seconds(): Readonly<Partial<Record<Phase, number>>> {
    return this.took;
  }

  async run<S extends Session, T>(
    phase: Phase,
    title: string,
    session: S,
    body: (session: S) => Promise<T>,
  ): Promise<T> {
    this.current = phase;
    const limit = this.limits.phases[phase];
    const started = session.clock.now();
    try {
      return await session.log.group(title, () =>
        withDeadline(session, limit, () => this.describe(phase), body),
      );
    } finally {
      this.took[phase] = Math.round((session.clock.now() - started) / 1000);
    }
  }
}

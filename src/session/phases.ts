import { withDeadline } from './deadline.ts';
import { formatDuration } from './duration.ts';
import type { Ledger } from './ledger.ts';
import type { Phase, Session, Timeouts } from './session.ts';

/** What is said of a phase. */
export interface PhaseTexts {
  /** For the error of a limit that was reached, and for the log while nothing better is known. */
  activity(phase: Phase): string;
  /** What runs now, in a line for the log; both times are milliseconds since the epoch. */
  life(phase: Phase, startedMs: number, nowMs: number): string;
}

/** How long somebody who watches the log waits to learn what is going on, in milliseconds. */
const lifeEveryMs = 30_000;

/** The phases of a step, each a section of the log with a time limit of its own. */
export class Phases {
  private readonly limits: Timeouts;
  private readonly texts: PhaseTexts;
  private readonly ledger: Pick<Ledger, 'ended'>;
  private current: Phase = 'setup';

  constructor(limits: Timeouts, texts: PhaseTexts, ledger: Pick<Ledger, 'ended'>) {
    this.limits = limits;
    this.texts = texts;
    this.ledger = ledger;
  }

  /** What is going on now. */
  activity(): string {
    return this.texts.activity(this.current);
  }

  async run<S extends Session, T>(
    phase: Phase,
    title: string,
    session: S,
    body: (session: S) => Promise<T>,
  ): Promise<T> {
    this.current = phase;
    const { clock, log } = session;
    const limit = this.limits.phases[phase];
    const startedMs = clock.now();
    const life = setInterval(() => log.info(this.texts.life(phase, startedMs, clock.now())), lifeEveryMs);
    return log.group(title, async () => {
      try {
        return await withDeadline(session, limit, () => this.texts.activity(phase), body);
      } finally {
        clearInterval(life);
        const endedMs = clock.now();
        this.ledger.ended({ phase, startedMs, endedMs });
        log.info(`This took ${formatDuration(endedMs - startedMs)}.`);
      }
    });
  }
}

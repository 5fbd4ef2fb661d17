import type { Log } from './log.ts';

/**
 * A log for the end of a job, which as a rule has nothing to say: @actions/core, the larger part of
 * the start-up, is loaded only once there is something. `flush` writes what was collected.
 */
export function deferredLog(): { readonly log: Log; flush(): Promise<void> } {
  const said: ((log: Log) => void)[] = [];
  return {
    log: {
      info: (line) => void said.push((log) => log.info(line)),
      warning: (message, title) => void said.push((log) => log.warning(message, title)),
      notice: (message, title) => void said.push((log) => log.notice(message, title)),
      error: (message, title, location) => void said.push((log) => log.error(message, title, location)),
      mask: (secret) => void said.push((log) => log.mask(secret)),
      group: (_title, body) => body(),
    },
    async flush() {
      if (said.length === 0) return;
      const { actionsLog } = await import('./log.ts');
      const log = actionsLog();
      for (const say of said.splice(0)) say(log);
    },
  };
}

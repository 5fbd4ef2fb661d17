// Reads a step's log as the runner does, by its own rules and not by the action's: actions/runner
// src/Runner.Common/ActionCommand.cs and OutputManager.cs.

export interface Command {
  readonly name: string;
  readonly properties: string;
  readonly data: string;
}

/** What the runner would act on. It ends lines at LF, CR LF or CR, as .NET's StreamReader does. */
export function commandsIn(log: string): readonly Command[] {
  return log.split(/\r\n|\n|\r/).flatMap((line): Command[] => {
    const modern = /^\s*::([^\s:]+)(?: ([^:]*))?::(.*)$/.exec(line);
    if (modern) {
      return [{ name: modern[1] ?? '', properties: modern[2] ?? '', data: modern[3] ?? '' }];
    }
    const old = /##\[([^\]\s;]+)[^\]]*\](.*)$/.exec(line);
    return old ? [{ name: old[1] ?? '', properties: '', data: old[2] ?? '' }] : [];
  });
}

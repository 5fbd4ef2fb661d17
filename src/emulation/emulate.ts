import type { Daemon } from '../docker/daemon.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { Session } from '../session/session.ts';
import { register, registeredHandlers } from './binfmt.ts';
import { describeEmulation, type Emulation, type EmulationInputs, planEmulation } from './plan.ts';

/** Registers what the daemon's kernel lacks for the platforms; null stands for the daemon's own. */
export async function emulate(
  inputs: EmulationInputs,
  platforms: readonly Platform[] | null,
  daemon: Daemon,
  session: Session,
): Promise<Emulation> {
  const { log } = session;
  log.info(`Docker ${daemon.version} on ${formatPlatform(daemon.platform)}.`);
  const machine = { platform: daemon.platform, handlers: await registeredHandlers(daemon, session) };
  const emulation = planEmulation(inputs.emulation, platforms ?? [daemon.platform], machine);
  for (const line of describeEmulation(emulation)) {
    log.info(line);
  }
  if (emulation.register.length > 0) {
    await register(emulation, daemon, inputs.binfmtImage, session);
  }
  return emulation;
}

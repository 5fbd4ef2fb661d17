import { formatTag, type Tag } from '../oci/reference.ts';
import type { Processes, Tool } from '../runner/processes.ts';
import type { BuildxSession } from './session.ts';

type Settings = Pick<BuildxSession, 'builder'>;

/** Arguments that read what a registry, or a layout on disk, holds under a reference. */
export function inspectArguments(
  reference: string,
  options: readonly string[],
  settings: Settings,
): readonly string[] {
  return ['imagetools', 'inspect', ...builderOf(settings), ...options, reference];
}

/** Arguments that point tags at what `source` names. A plain manifest is to stay one: buildx would wrap it in an index. */
export function tagArguments(tags: readonly Tag[], source: string, settings: Settings): readonly string[] {
  const names = tags.flatMap((tag) => ['--tag', formatTag(tag)]);
  return [
    ...['imagetools', 'create', ...builderOf(settings)],
    ...['--progress', 'plain', '--prefer-index=false'],
    ...names,
    source,
  ];
}

/** Arguments that copy an image, with all of its platforms, into an OCI layout on disk. */
export function copyArguments(source: string, directory: string, settings: Settings): readonly string[] {
  return [
    ...['imagetools', 'create', ...builderOf(settings)],
    ...['--progress', 'plain', '--prefer-index=false'],
    ...['--tag', `oci-layout://${directory}:copy`],
    source,
  ];
}

function builderOf({ builder }: Settings): readonly string[] {
  return builder === null ? [] : ['--builder', builder.name];
}

/** How `buildx imagetools` come to registries that they do not reach by themselves. */
export interface Route {
  /** Registry hosts, and the address that stands for each. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Variables with which imagetools find a login for this reference. */
  variables(reference: string): Promise<Tool['env']>;
}

/** Processes of which imagetools take the route. Whoever starts one, and whatever is printed, sees the registry's own name. */
export function routed(processes: Processes, route: Route): Processes {
  return {
    async run(tool, args, options = {}) {
      if (args[0] !== 'imagetools') {
        return processes.run(tool, args, options);
      }
      const { onLine, ...others } = options;
      const variables = await route.variables(args.at(-1) ?? '');
      const completed = await processes.run(
        { ...tool, env: { ...tool.env, ...variables } },
        args.map((argument) => addressed(argument, route)),
        { ...others, ...(onLine === undefined ? {} : { onLine: (line) => onLine(named(line, route)) }) },
      );
      return { ...completed, stderr: named(completed.stderr, route) };
    },
  };
}

function addressed(argument: string, { addresses }: Route): string {
  const host = argument.slice(0, Math.max(argument.indexOf('/'), 0));
  const address = addresses.get(host);
  return address === undefined ? argument : `${address}${argument.slice(host.length)}`;
}

function named(text: string, { addresses }: Route): string {
  return [...addresses].reduce(
    (said, [host, address]) =>
      said.replaceAll(`http://${address}/`, `https://${host}/`).replaceAll(address, host),
    text,
  );
}

import { isRecord, parseJson } from '../oci/json.ts';

/** What a builder's configuration says about how one registry is reached. Texts are PEM. */
export interface DescribedRegistry {
  /** With its port, as references have it. */
  readonly host: string;
  readonly http: boolean;
  readonly insecure: boolean;
  readonly authorities: readonly string[];
  readonly client: { readonly certificate: string; readonly key: string } | null;
}

/** Where a container builder finds the files that buildx keeps for it. */
const filesRoot = '/etc/buildkit/';

/**
 * The registries that a builder's configuration describes, from the file in which buildx keeps the builder
 * (docker/buildx store/nodegroup.go): the first node's files are a buildkitd.toml and the certificates it
 * names, in base64. Empty for a builder without them, such as a remote one, and for a text of another form.
 */
export function describedRegistries(instance: string): readonly DescribedRegistry[] {
  const document = parseJson(instance);
  const nodes = isRecord(document) && Array.isArray(document['Nodes']) ? document['Nodes'] : [];
  const node: unknown = nodes[0];
  const files = isRecord(node) && isRecord(node['Files']) ? node['Files'] : {};
  const textOf = (path: string): string => {
    const content = files[path.startsWith(filesRoot) ? path.slice(filesRoot.length) : path];
    return typeof content === 'string' ? Buffer.from(content, 'base64').toString('utf8') : '';
  };
  return [...registryTables(textOf('buildkitd.toml'))].map(([host, table]) => {
    const [certificate = '', key = ''] = ['cert', 'key'].map((name) => textOf(strings(table[name])[0] ?? ''));
    return {
      host,
      http: table['http'] === 'true',
      insecure: table['insecure'] === 'true',
      authorities: strings(table['ca'])
        .map(textOf)
        .filter((text) => text !== ''),
      client: certificate === '' || key === '' ? null : { certificate, key },
    };
  });
}

/**
 * The registry tables of a buildkitd.toml as buildx writes it (util/confutil/container.go): one setting a
 * line, whatever the user's looked like. A key pair belongs to its registry; of several the last counts.
 */
function registryTables(toml: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const tables = new Map<string, Record<string, string>>();
  let table: Record<string, string> = {};
  for (const line of toml.split('\n').map((text) => text.trim())) {
    if (line.startsWith('[')) {
      table = tables.get(hostOf(line)) ?? {};
      tables.set(hostOf(line), table);
    }
    const [, key = '', value] = /^(\w+) = (.+)$/.exec(line) ?? [];
    if (value !== undefined) {
      table[key] = value;
    }
  }
  tables.delete('');
  return tables;
}

/** Whose table a heading begins; empty for a table of something else. */
function hostOf(heading: string): string {
  const [, quoted, bare] = /^\[+registry\.(?:'([^']+)'|([\w-]+))(?:\.keypair)?\]+$/.exec(heading) ?? [];
  return quoted ?? bare ?? '';
}

function strings(value = ''): readonly string[] {
  return [...value.matchAll(/'([^']*)'/g)].map(([, text = '']) => text);
}

// Names that every run makes anew. In a transcript a placeholder stands for each; who replays it puts the run's own
// names back. The fake and the recording read texts by the same patterns, so they cannot disagree.

const patterns = {
  folder: /[^\s"=,:']*\/multiarch-build-step-[A-Za-z0-9]{6}/g,
  files: /files-[A-Za-z0-9]{6}(?![A-Za-z0-9])/g,
  binfmt: /multiarch-build-binfmt-[0-9a-z]+-[0-9a-z]+/g,
  builder: /multiarch-build-[0-9a-z]{8,9}-[0-9a-f]{8}/g,
  owner: /(?<=MULTIARCH_BUILD_OWNER=)[^\s",]+/g,
} as const;

export interface Abstracted {
  readonly text: string;
  /** The names that stood in the text. */
  readonly names: Readonly<Record<string, string>>;
}

export function abstracted(text: string): Abstracted {
  const names: Record<string, string> = {};
  let rest = text;
  for (const [name, pattern] of Object.entries(patterns)) {
    rest = rest.replace(pattern, (found) => {
      names[name] = found;
      return `\${${name}}`;
    });
  }
  return { text: rest, names };
}

/** Puts the names in; a placeholder without one stays, so that whoever reads it sees that something is wrong. */
export function filled(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)\}/g, (placeholder, name: string) => names[name] ?? placeholder);
}

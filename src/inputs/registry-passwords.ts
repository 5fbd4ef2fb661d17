const otherKey = /^\s*(?:-\s+)?["']?(?:registry|username|scope|ecr|optional)["']?\s*:/;

/**
 * Every text in `registry-auth` that may be a password, whether the list can be read or not: takes too much
 * rather than too little, such as lines that a password with line breaks has put below its own.
 */
export function passwordsIn(text: string): readonly string[] {
  const found: string[] = [];
  let continued = false;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const [, value] = /^\s*(?:-\s*)?["']?password["']?\s*:(.*)$/.exec(line) ?? [];
    if (value !== undefined) {
      continued = true;
      found.push(...spellings(value.trim()));
    } else if (otherKey.test(line)) {
      continued = false;
    } else if (continued) {
      found.push(...spellings(line.trim()));
    }
  }
  const inline = [...text.matchAll(/["']?password["']?\s*:\s*("(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^\s,}]+)/g)];
  return [...found, ...inline.flatMap(([, value = '']) => spellings(value))];
}

/** A value as it stands there, and as YAML may read it. */
function spellings(value: string): readonly string[] {
  const bare = value.replace(/\s+#.*$/, '');
  const inside = /^(["'])(.*)\1,?$/.exec(bare)?.[2] ?? bare;
  return [value, bare, inside, inside.replaceAll("''", "'"), unescaped(inside)];
}

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

// Workflows, examples and documents: what they say can be done, and what they link to is there.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ActionFile } from '../../scripts/docs.ts';
import { objectsIn, projectFiles, readProject, root, yamlBlocks } from './project.ts';

const markdown = projectFiles.filter((path) => path.endsWith('.md'));
const workflows = projectFiles.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
const examples = projectFiles.filter((path) => /^examples\/.*\.ya?ml$/.test(path));
const blocks = [...markdown, ...workflows, ...examples].flatMap((path) =>
  yamlBlocks(path).map((block) => ({ where: `${path}:${block.line}`, text: block.text })),
);

/** The action of this project that a step uses: the path of its folder, null if it is none. */
function oursIn(step: Record<string, unknown>): string | null {
  const [, remote, local] =
    /^(?:org\/multiarch-build(?:\/(plan|merge))?@|[.$]\/(plan|merge)?$)/.exec(String(step['uses'])) ?? [];
  const isOurs = /^(?:org\/multiarch-build[@/](?!.*\.ya?ml)|[.$]\/(?!.*\.ya?ml))/.test(String(step['uses']));
  return isOurs ? (remote ?? local ?? '.') : null;
}

const declared = (folder: string): ActionFile => parse(readProject(join(folder, 'action.yml'))) as ActionFile;

describe('examples of workflows', () => {
  it('are there', () => {
    expect(blocks.filter(({ text }) => text.includes('org/multiarch-build@')).length).toBeGreaterThan(3);
  });

  it.each(blocks)('$where names inputs and outputs that exist', ({ text }) => {
    const steps = objectsIn(parse(text));
    for (const step of steps) {
      const folder = oursIn(step);
      if (folder === null) {
        continue;
      }
      const action = declared(folder);
      for (const input of Object.keys((step['with'] as object | undefined) ?? {})) {
        expect(Object.keys(action.inputs)).toContain(input);
      }
      const id = step['id'];
      if (typeof id !== 'string') {
        continue;
      }
      for (const [, output] of text.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))) {
        expect(Object.keys(action.outputs)).toContain(output);
      }
    }
  });
});

describe('workflows of this project', () => {
  it('are there', () => {
    expect(workflows.length).toBeGreaterThan(0);
  });

  it.each(workflows)('%s pins every action by its commit, and says which version that is', (path) => {
    const lines = readProject(path)
      .split('\n')
      .filter((line) => /^\s*(- )?uses:/.test(line));
    for (const line of lines) {
      expect(line).toMatch(/uses: ([.$]\/\S*|[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*)\s*$/);
    }
  });

  it.each(workflows)('%s gives permissions, none of them to all jobs', (path) => {
    const workflow = parse(readProject(path)) as {
      permissions?: unknown;
      jobs: Record<string, { permissions?: unknown }>;
    };
    expect(workflow.permissions).toEqual({});
    for (const [name, job] of Object.entries(workflow.jobs)) {
      expect(job.permissions, name).toBeDefined();
    }
  });

  it.each(workflows)('%s puts no expression into a script', (path) => {
    const scripts = objectsIn(parse(readProject(path))).map((step) => step['run']);
    for (const script of scripts.filter((text) => typeof text === 'string')) {
      expect(script).not.toContain('${{');
    }
  });
});

/** GitHub's anchors: lower case, without punctuation, blanks as hyphens. */
function anchorsOf(path: string): readonly string[] {
  return [...readProject(path).matchAll(/^#{1,6} (.*)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

describe('documents', () => {
  it.each(markdown)('%s links to what is there', (path) => {
    const text = readProject(path).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
    const links = [...text.matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map((match) => match[1] ?? '');
    for (const link of links) {
      const [target = '', anchor] = link.split('#');
      const file = target === '' ? path : posix.normalize(posix.join(dirname(path), target));
      expect(existsSync(join(root, file)), `${link} in ${path}`).toBe(true);
      if (anchor !== undefined && file.endsWith('.md')) {
        expect(anchorsOf(file), link).toContain(anchor);
      }
    }
  });

  it('link to the error codes under their headings', () => {
    const anchors = anchorsOf('docs/errors.md');
    for (const path of markdown) {
      for (const [, anchor] of readProject(path).matchAll(/errors\.md#([\w-]+)/g)) {
        expect(anchors).toContain(anchor);
      }
    }
  });
});

describe('no file', () => {
  const texts = projectFiles.map((path) => ({ path, text: readProject(path) }));
  const holding = (part: string): readonly string[] =>
    texts.filter(({ text }) => text.includes(part)).map(({ path }) => path);

  it('holds a path of the machine that it was written on', () => {
    expect(holding(`${root}/`)).toEqual([]);
    expect(holding(`${homedir()}/.`)).toEqual([]);
  });

  it('holds the host of a mirror that packages came from', () => {
    const origins = ['npm_config_registry', 'NPM_CONFIG_REGISTRY', 'GOPROXY', 'GONOSUMDB', 'PIP_INDEX_URL'];
    const hosts = origins
      .flatMap((name) => (process.env[name] ?? '').split(/[,|]/))
      .flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : []));
    for (const host of hosts) {
      expect(holding(host), host).toEqual([]);
    }
  });

  it('of npm names the registry that a package came from', () => {
    expect(readProject('package-lock.json')).not.toContain('"resolved"');
  });

  it('of a recording names an address of the machine that it was made on', () => {
    const recorded = texts.filter(({ path }) => path.includes('/transcripts/'));
    expect(recorded.length).toBeGreaterThan(5);
    for (const { path, text } of recorded) {
      const addresses = [...text.matchAll(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g)].map(([found]) => found);
      expect(
        addresses.filter((address) => address !== '127.0.0.1'),
        path,
      ).toEqual([]);
    }
  });
});

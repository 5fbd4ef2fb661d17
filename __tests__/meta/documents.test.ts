// Workflows, examples and documents: what they say can be done, and what they link to is there.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, posix } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ActionFile } from '../../scripts/docs.ts';
import {
  formatWorkflow,
  type Workflow,
  type WorkflowStep,
  workflowOf,
} from '../harness/document-workflows.ts';
import { objectsIn, projectFiles, readProject, root, yamlBlocks } from './project.ts';

const markdown = projectFiles.filter((path) => path.endsWith('.md'));
const workflows = projectFiles.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
const examples = projectFiles.filter((path) => /^examples\/.*\.ya?ml$/.test(path));
const blocks = [...markdown, ...workflows, ...examples].flatMap((path) =>
  yamlBlocks(path).map((block) => ({
    where: `${path}:${block.line}`,
    workflow: workflowOf(block.text),
  })),
);

/** The folder of the action of this project that a step uses; null if it is none. */
function oursIn({ uses = '' }: WorkflowStep): string | null {
  const [, remote, local] = /^(?:org\/multiarch-build(?:\/([\w/-]+))?@|[.$]\/([\w/-]*)$)/.exec(uses) ?? [];
  return /^(?:org\/multiarch-build[@/]|[.$]\/)/.test(uses) ? (remote ?? (local || '.')) : null;
}

const declared = (folder: string): ActionFile => parse(readProject(join(folder, 'action.yml'))) as ActionFile;

/** What a workflow of this project takes and gives, if it is one that others call. */
interface Callable {
  readonly on: {
    readonly workflow_call: Readonly<
      Record<'inputs' | 'secrets' | 'outputs', Readonly<Record<string, unknown>>>
    >;
  };
}

const stepsIn = ({ jobs }: Workflow): readonly WorkflowStep[] =>
  Object.values(jobs).flatMap(({ steps }) => steps ?? []);

describe('examples of workflows', () => {
  it('are there', () => {
    const users = blocks.filter(({ workflow }) => stepsIn(workflow).some((step) => oursIn(step) === '.'));
    expect(users.length).toBeGreaterThan(10);
  });

  it.each(blocks)('$where names inputs and outputs that exist', ({ workflow }) => {
    const text = formatWorkflow(workflow);
    for (const step of stepsIn(workflow)) {
      const folder = oursIn(step);
      if (folder === null) {
        continue;
      }
      const { inputs, outputs } = declared(folder);
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      const taken = [...text.matchAll(new RegExp(`steps\\.${step.id}\\.outputs\\.([\\w-]+)`, 'g'))];
      expect(Object.keys(outputs ?? {})).toEqual(expect.arrayContaining(taken.map(([, output]) => output)));
    }
  });

  it.each(blocks)('$where calls workflows with what they take', ({ workflow }) => {
    for (const [name, job] of Object.entries(workflow.jobs)) {
      const [, file] =
        /^org\/multiarch-build\/(\.github\/workflows\/[\w-]+\.yml)@/.exec(job.uses ?? '') ?? [];
      if (file === undefined) {
        continue;
      }
      const { inputs, secrets, outputs } = (parse(readProject(file)) as Callable).on.workflow_call;
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(job.with ?? {})));
      const given = typeof job.secrets === 'object' ? Object.keys(job.secrets ?? {}) : [];
      expect(Object.keys(secrets)).toEqual(expect.arrayContaining(given));
      const taken = [
        ...formatWorkflow(workflow).matchAll(new RegExp(`needs\\.${name}\\.outputs\\.([\\w-]+)`, 'g')),
      ];
      expect(Object.keys(outputs)).toEqual(expect.arrayContaining(taken.map(([, output]) => output)));
    }
  });

  const actionlint = process.env['ACTIONLINT'] ?? onPath('actionlint');
  it.skipIf(actionlint === null)('satisfy actionlint', () => {
    const folder = mkdtempSync(join(tmpdir(), 'multiarch-documents-'));
    try {
      const shown = blocks.filter(({ where }) => !where.startsWith('.github/'));
      const files = shown.map(({ where, workflow }) => {
        const file = join(folder, `${where.replaceAll(/[/:]/g, '-')}.yml`);
        writeFileSync(file, formatWorkflow(workflow));
        return file;
      });
      expect(files.length).toBeGreaterThan(10);
      const linting = spawnSync(actionlint ?? '', ['-shellcheck=', '-pyflakes=', '-no-color', ...files], {
        encoding: 'utf8',
      });
      expect(`${linting.stdout}${linting.stderr}`).toBe('');
      expect(linting.status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

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

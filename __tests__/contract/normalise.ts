// From what was recorded on one machine at one time to a transcript that is the same on every machine.
import { digestOf } from '../../src/oci/digest.ts';
import { abstracted } from './placeholders.ts';
import { type Call, callText, type End, type Transcript } from './transcript.ts';

/** What the recording's own names mean, as pairs of a text and what stands for it. */
export type Renames = readonly (readonly [from: string, to: string])[];

const someTime = '2026-01-01T00:00:00Z';
const unknownDigest = `sha256:${'0'.repeat(64)}`;

/** `kept` are digests that are the same everywhere: the pinned images'. */
export function normalised(recorded: Transcript, renames: Renames, kept: readonly string[]): Transcript {
  const renamed = (text: string): string => {
    const named = renames.reduce((rest, [from, to]) => rest.replaceAll(from, to), text);
    return abstracted(named)
      .text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, someTime)
      .replace(/(\$\{builder\}0?\/)[a-z0-9]{25}/g, '$1ref')
      .replace(/(?<=container )[0-9a-f]{64}/g, 'id')
      .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:0');
  };
  const images = new Images(recorded);
  const text = (value: string): string => images.renamed(renamed(value), kept);
  const calls = recorded.calls.map(
    ({ tool, args, code, stdout, stderr, metadata, output }): Call => ({
      tool,
      args: args.map(text),
      code,
      stdout: text(withoutMachine(tool, args, images.rawOf(stdout) ?? stdout)),
      stderr: text(withoutGoLog(stderr)),
      ...(metadata === undefined ? {} : { metadata: text(images.described(withoutProvenance(metadata))) }),
      ...(output === undefined ? {} : { output }),
    }),
  );
  const outputs = Object.entries(recorded.end.outputs).map(([name, value]): [string, string] => [
    name,
    text(images.described(name === 'metadata' ? withoutProvenance(value) : value)),
  ]);
  return { calls, end: { ...recorded.end, outputs: Object.fromEntries(outputs) } };
}

/**
 * What Go's own logger writes, with the time in front: of http2, whether it does depends on which end of a connection
 * that is given up hears of it first.
 */
function withoutGoLog(stderr: string): string {
  return stderr.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d http2: .*\n/gm, '');
}

/**
 * The image that was read back. Every run has other digests, because of the times in attestations and
 * configs: each digest in it gets another one by its position, each size likewise, and the whole gets the
 * digest of the bytes that this makes.
 */
class Images {
  private readonly raw: string | null;
  private readonly replaced: string = '';
  private readonly digests = new Map<string, string>();
  private readonly sizes = new Map<string, number>();

  constructor({ calls }: Transcript) {
    const raws = new Set(
      calls
        .filter(({ args, code }) => code === 0 && args.includes('inspect') && args.includes('--raw'))
        .map(({ stdout }) => stdout),
    );
    if (raws.size > 1) {
      throw new Error('the recording reads several images back');
    }
    this.raw = [...raws][0] ?? null;
    if (this.raw === null) {
      return;
    }
    for (const [digest] of this.raw.matchAll(/sha256:[0-9a-f]{64}/g)) {
      if (this.digests.has(digest)) {
        continue;
      }
      const position = this.digests.size + 1;
      this.digests.set(digest, digestOf(`position ${position}`));
      this.sizes.set(digest, 1000 + position);
    }
    this.replaced = this.withDigests(this.described(this.raw));
    this.digests.set(digestOf(this.raw), digestOf(this.replaced));
    this.sizes.set(digestOf(this.raw), Buffer.byteLength(this.replaced));
  }

  rawOf(stdout: string): string | null {
    return stdout === this.raw ? this.replaced : null;
  }

  /** JSON with the sizes of this image's parts; any other text stays as it is. */
  described(text: string): string {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch {
      return text;
    }
    const indent = text.includes('\n') ? 2 : 0;
    return JSON.stringify(
      document,
      (_, value: unknown) => {
        if (typeof value !== 'object' || value === null || !('digest' in value)) {
          return value;
        }
        const size = this.sizes.get(String(value.digest));
        return size === undefined ? value : { ...value, size };
      },
      indent,
    );
  }

  renamed(text: string, kept: readonly string[]): string {
    const known = new Set([...this.digests.values(), ...kept]);
    return this.withDigests(text).replace(/sha256:[0-9a-f]{64}/g, (digest) =>
      known.has(digest) ? digest : unknownDigest,
    );
  }

  private withDigests(text: string): string {
    return [...this.digests].reduce((rest, [from, to]) => rest.replaceAll(from, to), text);
  }
}

/** Provenance tells of the machine, and is long. */
function withoutProvenance(metadata: string): string {
  if (metadata === '') {
    return metadata;
  }
  return JSON.stringify(
    JSON.parse(metadata),
    (name, value: unknown) => (name.startsWith('buildx.build.provenance') ? {} : value),
    2,
  );
}

/** Answers that tell of the engine or of what else is registered on the machine. */
function withoutMachine(tool: string, args: readonly string[], stdout: string): string {
  if (tool !== 'docker' || stdout.trim() === '') {
    return stdout;
  }
  if (args[0] === 'version') {
    const { Server: server } = JSON.parse(stdout) as { Server: Record<string, unknown> | null };
    if (server === null) {
      return '{"Server":null}\n';
    }
    const { Os, Arch } = server;
    // A kernel that no machine has: whoever replays this cannot see into the engine's kernel.
    return `${JSON.stringify({ Server: { Version: '28.0.0', Os, Arch, KernelVersion: '0.0.0-recorded' } })}\n`;
  }
  if (args[0] === 'run' && stdout.includes('"emulators"')) {
    const asked = (args[args.indexOf('--install') + 1] ?? '').split(',');
    const { supported } = JSON.parse(stdout) as { supported: readonly string[] };
    const told = supported.filter(
      (name) => name === 'linux/amd64' || asked.includes(name.split('/')[1] ?? ''),
    );
    return `${JSON.stringify({ supported: told, emulators: [] }, null, 2)}\n`;
  }
  return stdout;
}

/**
 * What must not change: the calls in no order, with what they print but for the course of their
 * progress, which is never twice the same.
 */
export function essence({ calls, end }: Transcript): {
  readonly calls: readonly object[];
  readonly end: End;
} {
  const essential = calls.map((call) => ({
    call: callText(call),
    code: call.code,
    stdout: call.args[0] === 'logs' ? '' : call.stdout,
    stderr: [...new Set(saidBy(call))].filter(Boolean).toSorted(),
    ...(call.metadata === undefined ? {} : { metadata: JSON.parse(call.metadata) as object }),
    ...(call.output === undefined ? {} : { output: call.output }),
  }));
  return {
    calls: essential.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    end,
  };
}

function saidBy({ args, stderr }: Call): readonly string[] {
  const lines = stderr.split('\n');
  // A builder that does not boot: parts of its log, in pieces that are never the same.
  if (args[0] === 'create') {
    return lines.filter((line) => line.startsWith('ERROR'));
  }
  if (args[0] === 'logs') {
    return lines.filter((line) => line.startsWith('buildkitd: '));
  }
  return lines.map(essentialLine);
}

/** A line without its step's number and time; empty for one that only tells how far something is. */
function essentialLine(line: string): string {
  const text = line
    .replace(/^#\d+ /, '')
    .replace(/^\d+\.\d+ /, '')
    .trim();
  if (/^(DONE|CACHED|\.\.\.|sha256:|transferring|extracting|resolve |installing: )/.test(text)) {
    return '';
  }
  if (/^(pulling|booting|creating|starting|waiting|removing|Unable to find image)/i.test(text)) {
    return '';
  }
  return text.replace(/(\s+(\d+(\.\d+)?([kMG]?B|m?s)|\/|done))+$/, '');
}

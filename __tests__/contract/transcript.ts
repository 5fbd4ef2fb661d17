// A transcript: what docker and buildx were asked in one scenario, and what they answered.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../../src/oci/digest.ts';
import type { ScenarioName } from './scenarios.ts';

export interface Call {
  readonly tool: 'docker' | 'buildx';
  readonly args: readonly string[];
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the call left at --metadata-file. */
  readonly metadata?: string;
  /** What it left in the folder of `--output type=local`: path to content, in base64. */
  readonly output?: Readonly<Record<string, string>>;
}

/** How the recorded step ended. */
export interface End {
  readonly code: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** The titles of its error annotations. */
  readonly errors: readonly string[];
}

export interface Transcript {
  readonly calls: readonly Call[];
  readonly end: End;
}

export function transcriptPath(name: string): string {
  return join(import.meta.dirname, 'transcripts', `${name}.json`);
}

export function loadTranscript(name: ScenarioName): Transcript {
  return JSON.parse(readFileSync(transcriptPath(name), 'utf8')) as Transcript;
}

/** The words of a call that tell what it is for. */
export function callText({ tool, args }: Pick<Call, 'tool' | 'args'>): string {
  return [tool, ...args].join(' ');
}

/**
 * Whether a call only reads how large a platform's image is: of a digest that an image which was read names, or of
 * that image itself once more. The summary alone wants it and no step depends on it, so no transcript has it.
 */
export function readsSize({ args }: Pick<Call, 'args'>, others: readonly Call[]): boolean {
  const digest = isRawRead(args) ? /@(sha256:[0-9a-f]{64})$/.exec(args.at(-1) ?? '')?.[1] : undefined;
  return (
    digest !== undefined &&
    others.some(
      (other) =>
        isRawRead(other.args) && (other.stdout.includes(digest) || other.args.at(-1) === args.at(-1)),
    )
  );
}

function isRawRead(args: readonly string[]): boolean {
  return args[0] === 'imagetools' && args[1] === 'inspect' && args.includes('--raw');
}

export type Edit = Partial<Omit<Call, 'tool' | 'args'>> | ((call: Call) => Partial<Call>);

/** Another answer to all calls that match. Throws if none does: an edit that edits nothing proves nothing. */
export function edited(transcript: Transcript, which: RegExp, edit: Edit): Transcript {
  let hits = 0;
  const calls = transcript.calls.map((call) => {
    if (!which.test(callText(call))) {
      return call;
    }
    hits += 1;
    return { ...call, ...(typeof edit === 'function' ? edit(call) : edit) };
  });
  if (hits === 0) {
    throw new Error(`no call matches ${which}`);
  }
  return { ...transcript, calls };
}

/** A call that ends without a word. */
export const silentFailure = { code: 1, stdout: '', stderr: '' } as const;

export interface IndexDocument {
  manifests: {
    digest: string;
    size: number;
    mediaType: string;
    platform?: { architecture: string; os: string; variant?: string };
    annotations?: Record<string, string>;
  }[];
}

/** The bytes of the index (or plain manifest) that the registry served in the recording. */
export function servedBytes(transcript: Transcript): string {
  const raws = transcript.calls.filter(
    ({ args, code }) => code === 0 && args.includes('inspect') && args.includes('--raw'),
  );
  const [first] = raws;
  if (!first) {
    throw new Error('the transcript reads no index back');
  }
  return first.stdout;
}

/** The world with another index: its digest is another one too, wherever it was named. */
export function withIndex(transcript: Transcript, change: (index: IndexDocument) => void): Transcript {
  const before = servedBytes(transcript);
  const document = JSON.parse(before) as IndexDocument;
  change(document);
  const after = JSON.stringify(document, null, 2);
  const text = (value: string): string =>
    value.replaceAll(before, after).replaceAll(digestOf(before), digestOf(after));
  return mapTexts(transcript, text);
}

export function mapTexts(transcript: Transcript, text: (value: string) => string): Transcript {
  const values = (record: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, text(value)]));
  return {
    calls: transcript.calls.map((call) => ({
      ...call,
      args: call.args.map(text),
      stdout: text(call.stdout),
      stderr: text(call.stderr),
      ...(call.metadata === undefined ? {} : { metadata: text(call.metadata) }),
    })),
    end: { ...transcript.end, outputs: values(transcript.end.outputs) },
  };
}

export type FileKind = 'file' | 'directory' | 'other' | null;

/** What the inputs need to know of the machine besides the variables. */
export interface Facts {
  /** What is at an absolute path after following links; null if nothing is. */
  fileKind(path: string): Promise<FileKind>;
  /** The first line of a file that is not UTF-8; null if all of it is, or it cannot be read. */
  damagedLine(path: string): Promise<number | null>;
  /** Absolute; relative paths of inputs begin there, where the runner starts the action. */
  readonly workspace: string;
  readonly os: NodeJS.Platform;
  /** The JSON of the event that started the workflow; null where there is none. */
  readonly event: string | null;
  /** When the step began. */
  readonly now: Date;
}

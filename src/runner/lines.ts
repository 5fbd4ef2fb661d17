import { StringDecoder } from 'node:string_decoder';

const longestLine = 1 << 16;

/**
 * Cuts a byte stream into lines, which end with LF, CRLF or, as progress bars write, with CR alone. A
 * line over 64 Ki characters comes in pieces, so that memory stays bounded.
 */
export class LineSplitter {
  private readonly sink: (line: string) => void;
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  constructor(sink: (line: string) => void) {
    this.sink = sink;
  }

  add(chunk: Buffer): void {
    const parts = (this.rest + this.decoder.write(chunk)).split(/\r\n|\n|\r(?!$)/);
    this.rest = parts.pop() ?? '';
    for (const part of parts) {
      this.emit(part);
    }
    while (this.rest.length > longestLine) {
      this.sink(this.rest.slice(0, longestLine));
      this.rest = this.rest.slice(longestLine);
    }
  }

  end(): void {
    this.rest += this.decoder.end();
    if (this.rest !== '') {
      this.emit(this.rest.replace(/\r$/, ''));
    }
    this.rest = '';
  }

  private emit(line: string): void {
    for (let from = 0; from === 0 || from < line.length; from += longestLine) {
      this.sink(line.slice(from, from + longestLine));
    }
  }
}

/** Keeps the end of a byte stream: at least `limit` bytes of it, and at most one chunk more. */
export class Tail {
  private readonly limit: number;
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.byteLength;
    for (
      let first = this.chunks[0];
      first && this.size - first.byteLength >= this.limit;
      first = this.chunks[0]
    ) {
      this.chunks.shift();
      this.size -= first.byteLength;
    }
  }

  text(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }
}

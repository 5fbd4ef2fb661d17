// A page as GitHub shows a job's summary, in a real browser: Markdown becomes HTML by the same rules, Mermaid draws
// its charts, and Chromium says what is wrong and takes pictures.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { installBrowser } from './debian.ts';

/** What a picture was taken of. */
export interface Photograph {
  readonly png: Buffer;
  /** What scripts of the page failed over. */
  readonly errors: readonly string[];
  /** How many charts Mermaid has drawn. */
  readonly charts: number;
  /** Headings of tables that reach beyond the page, folded ones too. */
  readonly outOfSight: readonly string[];
  /** The elements of the page, by their names. */
  readonly elements: readonly string[];
}

/** Without sessions, updates and look-ups: nothing that the page does not need. As root there is no sandbox. */
const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

const package_ = createRequire(import.meta.url);
const textOf = (file: string): string => readFileSync(package_.resolve(file), 'utf8');

/** As GitHub makes it: its flavour of Markdown, HTML in it, and of that only what is harmless. */
export async function htmlOf(markdown: string): Promise<string> {
  const html = await unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(rehypeSanitize)
    .use(rehypeStringify)
    .process(markdown);
  return String(html);
}

/** Pages of this width, in pixels, one after another in one browser. */
export async function photographs(
  markdowns: readonly string[],
  width: number,
): Promise<readonly Photograph[]> {
  const browser = await chromium.launch({ executablePath: await installBrowser(), args: flags });
  try {
    const taken: Photograph[] = [];
    for (const markdown of markdowns) {
      const page = await browser.newPage({ viewport: { width, height: 600 }, deviceScaleFactor: 1.5 });
      const errors: string[] = [];
      page.on('pageerror', (error) => void errors.push(String(error)));
      page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
      await page.setContent(pageOf(await htmlOf(markdown)));
      await page.addScriptTag({ content: textOf('@mermaid-js/tiny/dist/mermaid.tiny.js') });
      // Texts, because they run in the page and know nothing of this file.
      const charts = Number(await page.evaluate(drawing));
      const png = await page.screenshot({ fullPage: true });
      const outOfSight = (await page.evaluate(looking)) as string[];
      const elements = (await page.evaluate(naming)) as string[];
      taken.push({ png, errors, charts, outOfSight, elements });
      await page.close();
    }
    return taken;
  } finally {
    await browser.close();
  }
}

function pageOf(body: string): string {
  const style = textOf('github-markdown-css/github-markdown-light.css');
  return `<!doctype html><meta charset="utf-8"><style>${style}
    body { margin: 0; padding: 24px; } .markdown-body { font-family: "Liberation Sans", "Noto Color Emoji", sans-serif; }
    .markdown-body code, .markdown-body pre { font-family: "Liberation Mono", monospace; }</style>
    <article class="markdown-body">${body}</article>`;
}

const drawing = `(async () => {
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
  const charts = [...document.querySelectorAll('code.language-mermaid')];
  for (const [n, code] of charts.entries()) {
    const { svg } = await mermaid.render('chart' + n, code.textContent);
    const figure = document.createElement('div');
    figure.innerHTML = svg;
    code.parentElement.replaceWith(figure);
  }
  return charts.length;
})()`;

const looking = `(() => {
  const beyond = [];
  for (const folded of document.querySelectorAll('details')) {
    folded.open = true;
  }
  for (const table of document.querySelectorAll('table')) {
    if (table.scrollWidth > table.clientWidth) {
      beyond.push(table.querySelector('tr').innerText.replace(/\\s+/g, ' '));
    }
  }
  return beyond;
})()`;

const naming = `[...new Set([...document.querySelectorAll('article *')].map((e) => e.localName))]`;

import { describe, expect, it } from 'vitest';
import type { Piece } from '../../../../src/verify/binaries/shell-expansions.ts';
import { shellTokens, type Token } from '../../../../src/verify/binaries/shell-words.ts';

/** One line for each token: words as their pieces, operators as they are. */
function show(token: Token): string {
  switch (token.kind) {
    case 'operator':
      return JSON.stringify(token.operator).slice(1, -1);
    case 'redirection':
      return '>';
    case 'word':
      return `[${token.word.map(piece).join('+')}]`;
  }
}

function piece(found: Piece): string {
  switch (found.kind) {
    case 'text':
      return found.quoted ? `'${found.text}'` : found.text;
    case 'variable': {
      const sign = found.assigns ? '=' : '-';
      const fallback = found.fallback === null ? '' : `${sign}${found.fallback}`;
      return found.quoted ? `"$${found.name}${fallback}"` : `$${found.name}${fallback}`;
    }
    case 'parameters':
      return '$@';
    case 'directory':
      return 'dir';
    case 'unknown':
      return '?';
  }
}

// In the texts, § is a dollar sign, which lint would take for a template's.
describe('shellTokens', () => {
  it.each<[string, string, string]>([
    ['words', 'app --flag\tx', '[app] [--flag] [x]'],
    ['nothing', '', ''],
    ['blanks', ' \t ', ''],
    ['operators', 'a && b || c; d & e | f |& g', '[a] && [b] || [c] ; [d] & [e] | [f] |& [g]'],
    ['operators without blanks', 'a&&b;c', '[a] && [b] ; [c]'],
    ['ends of lines', 'a\nb\r\nc', '[a] \\n [b] \\n [c]'],
    ['what is set where nothing was', '§{A:=x} "§{A=/y}"', '[$A=x] [\'\'+"$A=/y"]'],
    [
      'the directory of the script',
      '"§(dirname "§0")/app" §{0%/*} §(cd "§(dirname "§{BASH_SOURCE[0]}")" && pwd)',
      "[''+dir+'/app'] [dir] [dir]",
    ],
    ['where a program is', '§(which app) `command -v app`', "['app'] ['app']"],
    ['what another command prints', '§(cat /x) `date`', '[?] [?]'],
    ['a line that goes on', 'a \\\n b', '[a] [b]'],
    ['a word that goes on in the next line', 'ab\\\ncd', "['abcd']"],
    ['comments', '# no\na # no\n#no', '\\n [a] \\n'],
    ['a hash inside a word', 'a#b', '[a#b]'],
    ['a subshell', '(a b)', '( [a] [b] )'],
    ['the end of a case', 'x) a;;', '[x] ) [a] ;;'],
    ['single quotes', "'a b' c", "['a b'] [c]"],
    ['single quotes that hide everything', `'$A "x" \\'`, `['$A "x" \\']`],
    ['double quotes', '"a b" "" c', "['a b'] [''] [c]"],
    ['what a backslash hides in double quotes', '"a\\"b\\$c\\\\d\\e"', "['a\"b$c\\d\\e']"],
    ['what a backslash hides outside', 'a\\ b\\$c', "['a b$c']"],
    ['a backslash at the end', 'a\\', "['a']"],
    ['quotes inside a word', `a"b c"d'e'`, "['ab cde']"],
    ['quotes that are not closed', `'abc`, "['abc']"],
    ['double quotes that are not closed', `"abc`, "['abc']"],
    ['variables', '$A §{B} x$C', '[$A] [$B] [x+$C]'],
    ['variables in double quotes', '"$A" "x§{B}y"', `[''+"$A"] ['x'+"$B"+'y']`],
    ['what stands for a variable', '§{A:-app} §{B-x} "§{C:-y}"', `[$A-app] [$B-x] [''+"$C-y"]`],
    ['numbered parameters', '$1 §{2} $12', '[$1] [$2] [$1+2]'],
    ['all parameters', '"$@" $@ "$*" $* §{@} "§{@}"', '[$@] [$@] [$@] [$@] [$@] [$@]'],
    ['the old way to write them', '§{1+"$@"} §{1:+"$@"}', '[$@] [$@]'],
    ['all parameters among others', '"a $@"', "['a '+$@]"],
    ['what only a shell knows', '$# $? $$ $! $-', '[?] [?] [?] [?] [?]'],
    ['operations on variables', '§{A%x} §{A##y} §{#A} §{A:+z} §{A:-$B}', '[?] [?] [?] [?] [?]'],
    ['a dollar sign alone', '$ a$', '[$] [a$]'],
    ['the output of a command', '$(a b) x`c d`y', '[?] [x+?+y]'],
    ['the output of a command in quotes', '"$(a "b c")" "`d`"', "[''+?] [''+?]"],
    ['brackets in the output of a command', '$(a (b) ")") c', '[?] [c]'],
    ['an escaped bracket', '$(a \\) b) c', '[?] [c]'],
    ['brackets in single quotes', "$(a ')' b) c", '[?] [c]'],
    ['an output that is not closed', '$(a b', '[?]'],
    ['arithmetic', '$((1 + 2)) a', '[?] [a]'],
    ['redirections', 'a >out 2>&1 <in >>log', '[a] > [out] > [1] > [in] > [log]'],
    ['a redirection of everything', 'a &>out &>>out', '[a] > [out] > [out]'],
    ['a number that is a word', 'a 2 >out', '[a] [2] > [out]'],
    ['a number that belongs to a redirection', 'a 12>out', '[a] > [out]'],
    ['a quoted number, which is a word', 'a "2">out', "[a] ['2'] > [out]"],
    ['a here-document, which is left out', 'a <<EOF\nrm -rf\nEOF\nb', '[a] > [EOF] \\n [b]'],
    ['a quoted end of a here-document', "a <<'E'\nx\nE\nb", "[a] > ['E'] \\n [b]"],
    ['an indented here-document', 'a <<-EOF\n\tx\n\tEOF\nb', '[a] > [EOF] \\n [b]'],
    ['two here-documents', 'a <<A <<B\n1\nA\n2\nB\nc', '[a] > [A] > [B] \\n [c]'],
    ['a here-document without an end', 'a <<EOF\nx', '[a] > [EOF] \\n'],
    ['a here-string', 'a <<<b\nc', '[a] > [b] \\n [c]'],
  ])('takes %s apart', (_, text, tokens) => {
    expect(shellTokens(text.replaceAll('§', '$')).map(show).join(' ')).toBe(tokens);
  });
});

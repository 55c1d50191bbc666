// What the marks of Markdown are and how they are set and taken away: pure, of words and
// a selection. Each answers { from, to, words, select } or null: what takes the place of
// what, and what is selected afterwards (within the words).
"use strict";

const LINE_MARKS = {
  heading: { mark: () => "## ", is: /^ {0,3}##[ \t]+/, others: /^ {0,3}#{1,6}[ \t]+/ },
  subheading: { mark: () => "### ", is: /^ {0,3}###[ \t]+/, others: /^ {0,3}#{1,6}[ \t]+/ },
  quotation: { mark: () => "> ", is: /^ {0,3}> ?/, others: /^$/ },
  list: { mark: () => "- ", is: /^[-*+][ \t]+/, others: /^(?:[-*+]|\d{1,9}[.)])[ \t]+/ },
  numbered: { mark: (n) => `${n}. `, is: /^\d{1,9}[.)][ \t]+/, others: /^(?:[-*+]|\d{1,9}[.)])[ \t]+/ },
};

// Bold is two stars, italic one, both three: on either side of what is selected, or at
// its ends.
function inlineMarked(value, start, end, stars) {
  while (start < end && /\s/.test(value[start])) start += 1;
  while (end > start && /\s/.test(value[end - 1])) end -= 1;
  if (start < end) {
    while (end - start > 2 && value[start] === "*" && value[end - 1] === "*") [start, end] = [start + 1, end - 1];
  }
  let around = 0;
  while (around < 3 && value[start - around - 1] === "*" && value[end + around] === "*") around += 1;
  const isOn = stars === 2 ? around >= 2 : around % 2 === 1;
  const left = "*".repeat(around + (isOn ? -stars : stars));
  const words = left + value.slice(start, end) + left;
  return { from: start - around, to: end + around, words, select: [left.length, left.length + end - start] };
}

// Whole lines: marked if one of them isn't yet, otherwise freed of the mark.
function linesMarked(value, start, end, { mark, is, others }) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const last = end > start && value[end - 1] === "\n" ? end - 1 : end;
  const next = value.indexOf("\n", last);
  const to = next < 0 ? value.length : next;
  const lines = value.slice(from, to).split("\n");
  const written = lines.filter((line) => line.trim());
  const isOn = written.length > 0 && written.every((line) => is.test(line));
  let number = 0;
  const marked = lines.map((line) => {
    if (!line.trim() && lines.length > 1) return mark() === "> " && !isOn ? ">" : isOn ? line.replace(is, "") : line;
    return isOn ? line.replace(is, "") : mark(number += 1) + line.replace(others, "");
  });
  // A block stands apart from the paragraph above and below.
  const above = !isOn && from > 0 && value.slice(0, from).trim() && !/\n\n$/.test(value.slice(0, from)) ? "\n" : "";
  const below = !isOn && to < value.length && !value.startsWith("\n\n", to) ? "\n" : "";
  const words = above + marked.join("\n") + below;
  const inside = [above.length, words.length - below.length];
  return { from, to, words, select: start === end ? [inside[1], inside[1]] : inside };
}

// What a line of a list or a quotation begins with: marks of the quotations around it,
// and of a list the item's own.
const BEGINNING = /^((?:[ \t]*>[ \t]?)*)(?:([ \t]*)([-*+]|(\d{1,9})([.)]))([ \t]+))?/;

// A new line within a list or a quotation: it begins as the one before. Where that has no
// words yet, the list or the quotation ends, below an empty line: what is typed next
// would belong to it still. Null elsewhere.
function lineContinued(value, start, end) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const next = value.indexOf("\n", end);
  const line = value.slice(from, next < 0 ? value.length : next);
  const [whole, around, indent = "", sign = "", number, after, space = ""] = BEGINNING.exec(line);
  const isRule = /^[ \t]*(?:[-*][ \t]*){3,}$/.test(line);
  if (!whole.trim() || start - from < whole.length || isRule) return null;
  if (!line.slice(whole.length).trim()) {
    const kept = sign ? around : "";
    const isBelow = /[^>\s]/.test(value.slice(value.lastIndexOf("\n", from - 2) + 1, from));
    const words = isBelow ? `${kept.trimEnd()}\n${kept}` : kept;
    return { from, to: from + line.length, words, select: [words.length, words.length] };
  }
  const words = `\n${around}${indent}${number ? Number(number) + 1 + after : sign}${space}`;
  const to = end + /^[ \t]*/.exec(value.slice(end))[0].length;
  return { from: start, to, words, select: [words.length, words.length] };
}

// The number of a new footnote; its definition stands at the end of the text.
function nextNote(value) {
  const numbers = [...value.matchAll(/\[\^(\d{1,5})\]/g)].map((found) => Number(found[1]));
  return Math.max(0, ...numbers) + 1;
}

// The link around a selection or a place, if there is one.
function linkAt(value, start, end) {
  const from = value.lastIndexOf("\n\n", start) + 1;
  for (const found of value.slice(from).matchAll(/(?<!!)\[([^\[\]]*)\]\((<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)/g)) {
    const at = from + found.index;
    if (at > end) return null;
    if (at + found[0].length >= start && at <= start && at + found[0].length >= end) {
      return { from: at, to: at + found[0].length, text: found[1], address: found[2].replace(/^<|>$/g, "") };
    }
  }
  return null;
}

function linkWritten(words, address) {
  let aim = address.trim();
  if (/^[^\s/@:#?]+\.[^\s]{2,}/.test(aim)) aim = `https://${aim}`;
  if (/[\s()<>]/.test(aim)) aim = `<${aim.replace(/[<>\n]/g, encodeURIComponent)}>`;
  return `[${words || address.trim()}](${aim})`;
}

function tableWritten(column) {
  return `| ${column} 1 | ${column} 2 |\n| --- | --- |\n|  |  |\n|  |  |`;
}

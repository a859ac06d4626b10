// Reads what the bot made of people's words, as other software does, and says where anything but the words comes out.
//
// One line of JSON for each message: { network, header, lines, shown }. `lines` is what a reader must see below the header, and `shown` what
// the network is given: HTML for Matrix, read by parse5 as browsers read it; text for Discord, read by discord-markdown-parser, which has the
// rules of Discord's own client. The last line that it prints is { read, wrong }; before it come the first that are wrong.

import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const required = createRequire(join(process.argv[2], 'package.json'));
const { parseFragment } = required('parse5');
const { parse } = required('discord-markdown-parser');

const SHOWN_MAX = 10;

class Wrong extends Error {}

function expect(holds, why) {
  if (!holds) throw new Wrong(why);
}

// What clients make of bare addresses shows where it goes.
function goesWhereItSays(text, target) {
  const plain = (address) => decodeURI(address.replace(/%(?![0-9a-f]{2})/gi, '%25'));
  return [target, target.replace(/^(mailto:|http:\/\/)/, '')].some((shown) => shown === text || plain(shown) === plain(text));
}

// The words within an element that may hold words, line breaks and bare addresses alone.
function wordsOfHtml(node) {
  return node.childNodes.map((child) => {
    if (child.nodeName === '#text') return child.value.replace(/\n/g, '');
    if (child.nodeName === 'br') return '\n';
    expect(child.nodeName === 'a', `<${child.nodeName}> among words`);
    const [text, more] = child.childNodes;
    const target = child.attrs.find(({ name }) => name === 'href')?.value ?? '';
    expect(!more && text?.nodeName === '#text' && goesWhereItSays(text.value, target), `a link to ${target} that shows ${text?.value}`);
    return text.value;
  }).join('');
}

function readMatrix(header, shown) {
  const all = parseFragment(shown).childNodes.filter(({ nodeName, value }) => nodeName !== '#text' || value.trim());
  const [head, quote, more] = all;
  expect(head?.nodeName === 'p' && head.childNodes[0]?.nodeName === 'strong', 'no header');
  expect(wordsOfHtml(head.childNodes[0]) === header && head.childNodes.length === 1, 'another header');
  expect(quote?.nodeName === 'blockquote' && !more, 'more than one quotation');
  const paragraphs = quote.childNodes.filter(({ nodeName, value }) => nodeName !== '#text' || value.trim());
  return paragraphs.flatMap((paragraph) => {
    expect(paragraph.nodeName === 'p', `<${paragraph.nodeName}> in the quotation`);
    return wordsOfHtml(paragraph).split('\n');
  });
}

function wordsOfDiscord(nodes) {
  return nodes.map((node) => {
    if (node.type === 'text') return node.content;
    if (node.type === 'twemoji') return node.name;
    if (node.type === 'br' || node.type === 'newline') return '\n';
    expect(node.type === 'url' || node.type === 'autolink', `${node.type} among words`);
    const text = wordsOfDiscord(node.content);
    expect(goesWhereItSays(text, node.target), `a link to ${node.target} that shows ${text}`);
    return text;
  }).join('');
}

function readDiscord(header, shown) {
  const [head, ...rest] = parse(shown, 'extended');
  expect(head?.type === 'strong' && wordsOfDiscord(head.content) === header, 'another header');
  return rest.flatMap((node) => {
    if (node.type === 'br' || node.type === 'newline' || (node.type === 'text' && !node.content.trim())) return [];
    expect(node.type === 'blockQuote', `${node.type} outside of the quotation`);
    return wordsOfDiscord(node.content).split('\n');
  });
}

// The zero-width space with which the bot parts a mark from what follows it is no word of anybody's.
const visible = (lines) => lines.map((line) => line.replaceAll('\u200b', '').trim()).filter((line) => line);

let [read, wrong] = [0, 0];
for await (const line of createInterface({ input: process.stdin })) {
  const { network, header, lines, shown } = JSON.parse(line);
  read += 1;
  try {
    const seen = visible((network === 'matrix' ? readMatrix : readDiscord)(header, shown));
    const wanted = visible(lines);
    expect(JSON.stringify(seen) === JSON.stringify(wanted), `read as ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    wrong += 1;
    if (wrong <= SHOWN_MAX) console.log(`${network}: ${error.message}: ${JSON.stringify(shown)}`);
  }
}
console.log(JSON.stringify({ read, wrong }));

// Drives the YAML language server over its standard streams, as an editor
// does (Language Server Protocol 3.17). Usage: check.mjs FOLDER SCHEDULE…,
// where the folder holds the server and coursecal.schema.json.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import path from 'node:path'

const [folder, ...schedules] = process.argv.slice(2)
const program = path.join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server')
const server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
setTimeout(() => { console.error('the server does not answer'); process.exit(1) }, 120_000).unref()

function send(message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message })
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

const answers = new Map() // of requests, by number
const marks = new Map() // of documents, by address
function receive(message) {
  if (message.method === 'textDocument/publishDiagnostics') {
    marks.get(message.params.uri)?.(message.params.diagnostics)
  } else if (message.method === 'workspace/configuration') {
    send({ id: message.id, result: message.params.items.map(() => null) })
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null })
  } else if (message.id !== undefined) {
    answers.get(message.id)(message.result)
  }
}

let unread = Buffer.alloc(0)
server.stdout.on('data', data => {
  unread = Buffer.concat([unread, data])
  for (;;) {
    const head = unread.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/Content-Length: (\d+)/i.exec(unread.subarray(0, head))[1])
    if (unread.length < head + 4 + length) return
    const body = unread.subarray(head + 4, head + 4 + length)
    unread = unread.subarray(head + 4 + length)
    receive(JSON.parse(body))
  }
})

let asked = 0
function ask(method, params) {
  const id = ++asked
  send({ id, method, params })
  return new Promise(resolve => answers.set(id, resolve))
}

// open hands a schedule to the server and returns its address, the place of
// the cursor ‸ in it, and what the server marks.
let opened = 0
async function open(text) {
  text = '# yaml-language-server: $schema=coursecal.schema.json\n' + text
  const before = text.split('‸', 1)[0].split('\n')
  const position = { line: before.length - 1, character: before.at(-1).length }
  const uri = pathToFileURL(path.join(folder, `course-${++opened}.yaml`)).href
  const diagnostics = new Promise(resolve => marks.set(uri, resolve))
  send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text: text.replace('‸', '') } } })
  return { textDocument: { uri }, position, diagnostics: await diagnostics }
}

async function completed(text) {
  const { textDocument, position } = await open(text)
  const { items } = await ask('textDocument/completion', { textDocument, position })
  return items.map(item => item.textEdit?.newText ?? item.insertText)
}

async function explained(text) {
  const { textDocument, position } = await open(text)
  return (await ask('textDocument/hover', { textDocument, position })).contents.value
}

async function marked(text) {
  const { diagnostics } = await open(text)
  return diagnostics.map(d => `${d.range.start.line}:${d.range.start.character + 1}: ${d.message}`)
}

let failed = 0
function expect(what, got, holds) {
  if (holds) return
  failed++
  console.error(`${what}: got`, got)
}

await ask('initialize', {
  processId: process.pid,
  rootUri: pathToFileURL(folder).href,
  capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
})
send({ method: 'initialized', params: {} })

const top = 'id: x-2020\nname: Example\ntimezone: Europe/London\n'

for (const [text, want] of [
  ['‸', 'timezone: '],
  [top + '‸', 'term: ${1:2020-01-27 to 2020-05-29}'],
  ['timezone: ‸', 'Pacific/Auckland'],
  [top + 'sessions:\n  lab:\n    ‸', 'when: ${1:Wed 09:00-11:00}'],
  [top + 'sessions:\n  lab:\n    groups:\n      A:\n        ‸', 'when: ${1:Wed 09:00-11:00}'],
  [top + 'sessions:\n  lab:\n    when: Wed 09:00-11:00\n    move:\n      6:\n        ‸', 'why: '],
  [top + 'deadlines:\n  essay:\n    ‸', 'worth: ${1:40%}'],
  [top + 'deadlines:\n  essay:\n    show: ‸', 'all-day'],
]) {
  const got = await completed(text)
  expect(`complete ${JSON.stringify(text)} with ${want}`, got, got.includes(want))
}

for (const [text, want] of [
  [top + 'sessions:\n  lab: {wh‸en: Wed 09:00-11:00}', 'a weekly slot, with its place behind @'],
  [top + 'deadlines:\n  essay: {due: 2020-05-29, wor‸th: 40%}', 'The weight'],
]) {
  const got = await explained(text)
  expect(`explain ${JSON.stringify(text)}`, got, got.includes(want))
}

for (const [text, want] of [
  [top + 'sessions: {lab: {when: Wed 09:00, form: 2020-04-29}}', '4:35: Property form is not allowed.'],
  [top + 'sessions: {lab: {when: Wed 09:00, from: 29/4/2020}}', '4:41: type a date such as 2020-04-29, Wed 2020-04-29 or Thu week 8'],
  [top + 'sessions: {lab: {title: Lab}}', '4:12: Missing property "when".'],
  [top + 'deadlines: {essay: {due: 2020-05-29, worth: 40}}', '4:45: Incorrect type. Expected "string".'],
  [top + 'deadlines: {quiz 1: tbc}', '4:13: use letters, digits, - and _; at most 64'],
  ['id: x\nname: X\ntimezone: London\ndeadlines: {essay: tbc}', '3:11: type an IANA name such as Europe/London, or UTC'],
]) {
  const got = await marked(text)
  expect(`mark ${JSON.stringify(text)} with ${want}`, got, got.length === 1 && got[0] === want)
}

for (const schedule of schedules) {
  const got = await marked(readFileSync(schedule, 'utf8'))
  expect(`mark nothing in ${schedule}`, got, got.length === 0)
}

await ask('shutdown')
send({ method: 'exit' })
if (failed > 0) process.exit(1)
console.log(`the editor completes, explains and marks; ${schedules.length} schedules are right`)
process.exit(0)

import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openPool } from '@porchlight/server/database/sql.ts'
import sqlite from 'node-sqlite3-wasm'
import { rounded } from '../measures/percentiles.ts'
import type { Query } from '../query.ts'
import { compare, type Found } from './compare.ts'
import { documentText, makeDocuments } from './documents.ts'

/** Builds the match expression: the first letters of each word for the default tokenizer, any trigram for the trigram tokenizer. */
const matches = {
  unicode61: (text: string) =>
    words(text)
      .map((word) => `"${word}"*`)
      .join(' '),
  trigram: (text: string) =>
    words(text)
      .flatMap(trigrams)
      .map((gram) => `"${gram}"`)
      .join(' OR '),
}
export type Tokenizer = keyof typeof matches

const words = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
const trigrams = (word: string) =>
  word.length < 3 ? [] : Array.from({ length: word.length - 2 }, (_, at) => word.slice(at, at + 3))

/** Measures SQLite's full-text search (a WASM build, a file beside it) over the same documents, best BM25 first. */
export async function measureFts5(
  url: string,
  tokenizer: Tokenizer,
  queries: readonly Query[],
  perFamily: number,
) {
  const file = path.join(tmpdir(), `porchlight-bench-${process.pid}-${tokenizer}.sqlite`)
  const owner = openPool(url, 1)
  const db = new sqlite.Database(file)
  try {
    await makeDocuments(owner)
    db.exec(
      'PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA locking_mode = exclusive; PRAGMA cache_size = -500000',
    )
    const prefix = tokenizer === 'unicode61' ? ", prefix = '2 3'" : ''
    db.exec(
      `CREATE VIRTUAL TABLE documents USING fts5(name, address, person_id UNINDEXED, tokenize = '${tokenizer}'${prefix})`,
    )
    const started = performance.now()
    const insert = db.prepare('INSERT INTO documents VALUES (?, ?, ?)')
    db.exec('BEGIN')
    await owner.begin(async (sql) => {
      await sql`DECLARE documents CURSOR FOR SELECT name, address, person_id FROM bench_documents`
      for (;;) {
        const rows = await sql`FETCH 2000 FROM documents`
        if (rows.length === 0) break
        for (const { name, address, personId } of rows) insert.run([name, address, personId])
      }
    })
    db.exec('COMMIT')
    insert.finalize()
    const build_s = rounded((performance.now() - started) / 1000)
    const select = db.prepare(
      'SELECT person_id AS personId, name, address FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT 50',
    )
    const find = (body: Query['body']) => {
      const match = matches[tokenizer](documentText(body).all)
      return match === '' ? [] : (select.all([match]) as unknown as Found[])
    }
    const families = await compare(queries, perFamily, find)
    select.finalize()
    return { build_s, families }
  } finally {
    db.close()
    await owner.end()
    for (const left of [file, `${file}.lock`]) rmSync(left, { recursive: true, force: true })
  }
}

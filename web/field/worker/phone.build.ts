import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

type Bundle = Parameters<Extract<NonNullable<Plugin['generateBundle']>, (...given: never[]) => unknown>>[1]

/**
 * Puts manifest and icons beside the phone app's page, and tells its service worker which files make up this build:
 * what the page loads, by way of imports, and nothing of the console.
 */
export function phoneFiles(folder: string): Plugin {
  return {
    name: 'phone-files',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        this.emitFile({ type: 'asset', fileName: 'field/manifest.webmanifest', source: readFileSync(join(folder, 'manifest.webmanifest')) })
        for (const icon of readdirSync(join(folder, 'icons')).filter((name) => name.endsWith('.png'))) {
          this.emitFile({ type: 'asset', fileName: `field/icons/${icon}`, source: readFileSync(join(folder, 'icons', icon)) })
        }
        const worker = bundle['field/sw.js']
        if (worker?.type !== 'chunk') return
        const [first, later] = loadedBy(bundle, 'field')
        const files = [...first].sort().map((name) => `/${name}`)
        const map = [...later].filter((name) => !first.has(name)).sort().map((name) => `/${name}`)
        const page = bundle['field/index.html']
        const version = createHash('sha256')
          .update(JSON.stringify([files, map]))
          .update(page?.type === 'asset' ? String(page.source) : '')
          .digest('hex')
          .slice(0, 12)
        const kept = [...files, '/field/manifest.webmanifest', '/field/icons/icon-192.png']
        worker.code = `const BUILD=${JSON.stringify({ version, files: kept, map })};\n${worker.code}`
      },
    },
  }
}

/** Scripts and styles of an entry with its imports; and those that it may import later, with their workers. */
function loadedBy(bundle: Bundle, entry: string): [Set<string>, Set<string>] {
  const first = new Set<string>()
  const later = new Set<string>()
  const visit = (name: string, found: Set<string>) => {
    const chunk = bundle[name]
    if (found.has(name) || chunk?.type !== 'chunk') return
    found.add(name)
    const { importedCss, importedAssets } = (chunk as { viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } }).viteMetadata ?? {}
    for (const style of importedCss ?? []) found.add(style)
    for (const asset of importedAssets ?? []) if (found === later) found.add(asset)
    for (const each of chunk.imports) visit(each, found)
    for (const each of chunk.dynamicImports) visit(each, later)
  }
  for (const [name, chunk] of Object.entries(bundle)) if (chunk.type === 'chunk' && chunk.isEntry && chunk.name === entry) visit(name, first)
  return [first, later]
}

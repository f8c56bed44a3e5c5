import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import { phoneFiles } from './field/worker/phone.build.ts'

const here = import.meta.dirname
const pages = ['console', 'field', 'docs'].filter((name) => existsSync(resolve(here, name, 'index.html')))

/** What the console fetches in one file, by folder or style: small files pack badly. What draws with the map's library stays apart. */
const CONSOLE_PARTS = Object.entries({
  lists: 'table form styles/data_table.css styles/form.css styles/admin.css',
  boards:
    'today issues duties patrols works league quality targets review bulletins span behind.tsx figures.tsx facts.tsx ' +
    'styles/today.css styles/issues.css styles/duties.css styles/works.css styles/league.css styles/targets.css styles/review.css styles/bulletins.css styles/span.css styles/figures.css',
  office: 'admin imports changes styles/assigning.css styles/imports.css styles/changes.css',
  // What its modules ask of each other while they begin stays in one file: files that need each other begin in any order.
  map: 'map panel stage.tsx coverage.ts data.ts set_up.tsx styles/coverage.css styles/sketch.css',
}).map(([name, files]) => ({ name, test: (id: string) => within(id, files.split(' ')) && !/[\\/](pace|engine|plain|drawing|mapping|painting|sketching)\.ts$/.test(id) }))

const within = (id: string, files: string[]) => {
  const path = relative(resolve(here, 'console'), id).replaceAll('\\', '/')
  return files.some((each) => path === each || path.startsWith(`${each}/`))
}

/** Writes NAME.gz beside every built text file, so that the server compresses nothing while a chief waits. */
function gzipBeside(): Plugin {
  return {
    name: 'gzip-beside',
    apply: 'build',
    writeBundle({ dir }) {
      for (const entry of readdirSync(dir!, { recursive: true, withFileTypes: true })) {
        if (!/\.(html|js|mjs|css|svg|json|webmanifest)$/.test(entry.name)) continue
        const path = join(entry.parentPath, entry.name)
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
      }
    },
  }
}

export default defineConfig({
  root: here,
  plugins: [phoneFiles(resolve(here, 'field')), gzipBeside()],
  define: { __APP_VERSION__: JSON.stringify(process.env.npm_package_version ?? '') },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Assets stay files of their own: the page's content policy then needs no data: scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { ...Object.fromEntries(pages.map((name) => [name, resolve(here, name, 'index.html')])), sw: resolve(here, 'field/worker/worker.ts') },
      output: {
        codeSplitting: { includeDependenciesRecursively: false, groups: CONSOLE_PARTS },
        entryFileNames: ({ name }) => (name === 'sw' ? 'field/sw.js' : 'assets/[name]-[hash].js'),
        // A part of the phone app says so in its name: what the console weighs is counted by names.
        chunkFileNames: ({ facadeModuleId }) => (facadeModuleId?.startsWith(resolve(here, 'field')) ? 'assets/field-[name]-[hash].js' : 'assets/[name]-[hash].js'),
      },
    },
    chunkSizeWarningLimit: 1200,
  },
})

/** Smaller than this, packing costs more than it saves. */
const SMALLEST_BYTES = 600

/** JSON on its way out: gzipped where the browser can, which shrinks a track to a third. */
export async function packed(value: unknown): Promise<{ body: Blob; headers: Record<string, string> }> {
  const plain = new Blob([JSON.stringify(value)])
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  if (plain.size < SMALLEST_BYTES || !('CompressionStream' in globalThis)) return { body: plain, headers }
  const stream = plain.stream().pipeThrough(new CompressionStream('gzip'))
  // A whole body, not a stream: servers and proxies of HTTP/1.1 want to know its length.
  return { body: await new Response(stream).blob(), headers: { ...headers, 'Content-Encoding': 'gzip' } }
}

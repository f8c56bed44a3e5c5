// Sends one file with tus-js-client as a Node program: endpoint, token, file, chunk size, how many requests to break,
// metadata as JSON. Prints the upload's address, how often it tried, and the refusal where there is one.
import { createReadStream, statSync } from 'node:fs'
import { createRequire } from 'node:module'

const [, , web, endpoint, token, file, chunk, breaks, metadata] = process.argv
const tus = createRequire(`${web}/package.json`)('tus-js-client')

let left = Number(breaks)
let tries = 0
const upload = new tus.Upload(createReadStream(file), {
  endpoint,
  chunkSize: Number(chunk),
  uploadSize: statSync(file).size,
  metadata: JSON.parse(metadata),
  headers: { Authorization: `Bearer ${token}` },
  retryDelays: [50, 50, 50, 50, 50],
  uploadDataDuringCreation: process.env.WITH_CREATION === '1',
  overridePatchMethod: process.env.ONLY_POST === '1',
  onBeforeRequest(request) {
    tries++
    if (request.getMethod() !== 'HEAD' && tries % 2 === 0 && left-- > 0) setTimeout(() => void request.abort(), 3)
  },
  onError: (failure) => {
    const answer = failure.originalResponse
    console.log(JSON.stringify({ url: upload.url, status: answer?.getStatus() ?? 0, body: answer?.getBody() ?? String(failure) }))
  },
  onSuccess: () => console.log(JSON.stringify({ url: upload.url, tries })),
})
upload.start()

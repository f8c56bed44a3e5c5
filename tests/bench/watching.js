// Notes what a page makes its reader wait for; put in before the page's own scripts.
;(() => {
  const noted = (window.noted = { frames: new Set(), paint: {}, lcp: 0, painted: null, long: [], scripts: [], events: [] })
  for (const name of ['drawElements', 'drawArrays']) {
    const draw = WebGL2RenderingContext.prototype[name]
    WebGL2RenderingContext.prototype[name] = function (...how) {
      noted.frames.add(document.timeline.currentTime)
      return draw.apply(this, how)
    }
  }
  const watch = (type, note, more = {}) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more })
  watch('paint', (entry) => (noted.paint[entry.name] = entry.startTime))
  watch('largest-contentful-paint', (entry) => (noted.lcp = entry.startTime))
  watch('longtask', (entry) => noted.long.push(entry.duration))
  watch('long-animation-frame', (entry) => noted.scripts.push(...entry.scripts.map((script) => script.duration)))
  watch('event', (entry) => entry.interactionId && noted.events.push([entry.name, entry.duration, entry.processingEnd - entry.startTime]), { durationThreshold: 16 })
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => target.dataset.painted === 'true')) noted.painted = performance.now()
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-painted'] })
})()

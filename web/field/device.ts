import type { Device } from './wire'

interface Hints {
  platform?: string
}

/** What the browser tells about this phone. A page cannot learn whether positions are mocked. */
export function device(): Device {
  const agent = navigator.userAgent
  const model = /;\s*([^;)]+?)(?:\s+Build\/[^;)]*)?\)/.exec(agent)?.[1] ?? ''
  const system = /(Android [\d.]+|HarmonyOS[ \d.]*|iPhone OS [\d_]+|Windows NT [\d.]+|Mac OS X [\d_]+|Linux)/.exec(agent)?.[1]
  const hints = (navigator as { userAgentData?: Hints }).userAgentData
  return {
    model: model.slice(0, 100),
    os: (system ?? hints?.platform ?? '').slice(0, 100),
    app: `field ${__APP_VERSION__}`,
    mock_location: false,
  }
}

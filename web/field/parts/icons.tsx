const PATHS = {
  walk: 'M13 4.500a1.500 1.500 0 1 0 0-.1M11 9l-3 2v4M11 9l2 5 3 3 1 4M11 9l3 1 2 3 3 .500M13 14l-3 3-2 4',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.010M4 12h.010M4 18h.010',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c.500-4.500 4-7 8-7s7.500 2.500 8 7',
  back: 'M15 5l-7 7 7 7',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4zM12 17a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7',
  pen: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 5l12 7-12 7z',
  stop: 'M6 6h12v12H6z',
  moon: 'M20 14A8 8 0 1 1 10 4a6.500 6.500 0 0 0 10 10z',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  whole: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  target: 'M12 3v4M12 17v4M3 12h4M17 12h4M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8',
  phone: 'M8 3h8v18H8zM11 18h2',
  cloud: 'M7 18a4 4 0 0 1 0-8 5.500 5.500 0 0 1 10.500-1A4.500 4.500 0 0 1 17 18zM12 16v-5M9.500 13l2.500-2.500 2.500 2.500',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  warning: 'M12 4l9 16H3zM12 10v5M12 17.500v.010',
  route: 'M12 21s-6-5.500-6-10.500a6 6 0 0 1 12 0C18 15.500 12 21 12 21zM12 12.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  close: 'M6 6l12 12M18 6L6 18',
  north: 'M12 3l6 17-6-4-6 4z',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  album: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.500h.010',
  send: 'M12 19V5M6 11l6-6 6 6',
} as const

export type IconName = keyof typeof PATHS

const FILLED: ReadonlySet<IconName> = new Set(['play', 'stop', 'north'])

/** A line icon; words beside it or a label on its button say what it means. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg class={FILLED.has(name) ? 'icon icon-filled' : 'icon'} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}

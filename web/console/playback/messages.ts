import { catalogue } from '../messages'

const zh = {
  title: '轨迹回放',
  day: '日期',
  previous: '前一天',
  next: '后一天',
  whole: '整个时段叠加',
  play: '播放',
  pause: '暂停',
  time: '时刻',
  speed: '速度',
  times: (n: string) => `${n} 倍`,
  sum: (tracks: string, people: string) => `${tracks} 条轨迹 · ${people} 人`,
  out: (n: string) => `在外 ${n} 人`,
  none: '这一天没有您可以查看的轨迹',
  noted: '查看轨迹已记入审计日志',
  keys: '空格 播放/暂停 · ←/→ 前后一分钟 · ↑/↓ 快慢',
}
const en: typeof zh = {
  title: 'Play back tracks',
  day: 'Day',
  previous: 'The day before',
  next: 'The day after',
  whole: 'All days of the period at once',
  play: 'Play',
  pause: 'Pause',
  time: 'Time',
  speed: 'Speed',
  times: (n) => `${n} ×`,
  sum: (tracks, people) => `${tracks} tracks · ${people} people`,
  out: (n) => `${n} out`,
  none: 'No tracks of that day that you may see',
  noted: 'That you look at tracks is kept',
  keys: 'Space plays and pauses · ←/→ a minute · ↑/↓ speed',
}
export const texts = catalogue(zh, en)

import { catalogue } from '../messages'

const zh = {
  title: '量算',
  length: '距离',
  area: '面积',
  begin: '在地图上依次点击',
  area3: '面积至少需要三个点',
  perimeter: '周长',
  metres: (m: string) => `${m} 米`,
  km: (km: string) => `${km} 公里`,
  mu: (mu: string) => `${mu} 亩`,
  hectares: (ha: string) => `${ha} 公顷`,
  undo: '撤回一点',
  clear: '重新量',
  keys: '退格撤回 · Esc 结束',
  note: '按 CGCS2000 椭球计算',
}
const en: typeof zh = {
  title: 'Measure',
  length: 'Distance',
  area: 'Area',
  begin: 'Click points on the map',
  area3: 'An area needs three points',
  perimeter: 'Outline',
  metres: (m) => `${m} m`,
  km: (km) => `${km} km`,
  mu: (mu) => `${mu} mu`,
  hectares: (ha) => `${ha} ha`,
  undo: 'Take back',
  clear: 'Begin anew',
  keys: 'Backspace takes back · Esc ends',
  note: 'On the ellipsoid of CGCS2000',
}
export const texts = catalogue(zh, en)

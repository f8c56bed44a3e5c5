import { catalogue } from '../messages'
import { choice } from '../parameters'
import { spanOf } from '../span/span'

export const t = catalogue(
  {
    title: '履职情况',
    by: '按',
    byOf: { officer: '人员', segment: '河段', plot: '小班', village: '村', township: '乡镇' },
    search: '姓名、编号、名称',
    status: '状态',
    kind: '类别',
    per: '口径',
    longer: (counted: string[]) => `${counted.join('、')}计的次数不在这张表里：请选相应的周期查看。`,
    counted: { day: '按日', week: '按周', ten_days: '按旬', month: '按月', quarter: '按季', half_year: '按半年', year: '按年' },
    credited: '计入 = 各对象的已巡次数，超出该对象应巡的部分不计，也不能抵补别的对象。欠巡 = 应巡 − 计入，完成率 = 计入 ÷ 应巡。',
    left: (days: string) => `剩 ${days} 天`,
    back: '返回履职情况',
    behind: (name: string, span: string) => `${name} · ${span} 的巡查`,
    nothing: '这一期没有巡查',
    nothingBody: '应巡次数还没有人完成。',
    columns: { day: '日期', by: '巡查人', object: '河段或小班', distance: '里程 km', minutes: '时长（分钟）', share: '到达比例', effective: '有效', counted: '计入' },
    onBehalf: (name: string) => `代 ${name}`,
    more: '再显示一些',
    yes: '是',
    no: '否',
  },
  {
    title: 'Duties',
    by: 'By',
    byOf: { officer: 'Officer', segment: 'Segment', plot: 'Plot', village: 'Village', township: 'Township' },
    search: 'Name or code',
    status: 'Status',
    kind: 'Kind',
    per: 'Counted',
    longer: (counted: string[]) => `What is counted ${counted.join(', ')} is not in this table: choose such a period to see it.`,
    counted: { day: 'by day', week: 'by week', ten_days: 'by ten days', month: 'by month', quarter: 'by quarter', half_year: 'by half-year', year: 'by year' },
    credited: 'Credited is what was done at each object, up to what is owed there: surplus at one does not make up for another. Missing = owed − credited; rate = credited ÷ owed.',
    left: (days: string) => `${days} days left`,
    back: 'Back to duties',
    behind: (name: string, span: string) => `${name}: patrols of ${span}`,
    nothing: 'No patrols in this period',
    nothingBody: 'Nobody has done what is owed yet.',
    columns: { day: 'Day', by: 'By', object: 'Segment or plot', distance: 'Distance km', minutes: 'Minutes', share: 'Share', effective: 'Effective', counted: 'Counted' },
    onBehalf: (name: string) => `for ${name}`,
    more: 'Show more',
    yes: 'yes',
    no: 'no',
  },
)

export const BY = ['officer', 'segment', 'plot', 'village', 'township'] as const
export const by = choice('by', BY, 'officer')

export const span = spanOf('month', ['day', 'week', 'ten_days', 'month', 'quarter', 'half_year', 'year'])

/** What rules count in. */
export type Counted = keyof (typeof t)['value']['counted']

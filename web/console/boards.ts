import type { ComponentType, FunctionComponent } from 'preact'
import { AdminIcon, ChangeIcon, DutyIcon, ForestIcon, IssueIcon, LayersIcon, LeagueIcon, PaperIcon, PatrolIcon, QualityIcon, ReviewIcon, RiverIcon, TargetIcon, TodayIcon, WorkIcon } from './bar/icons'
import type { Level, Post } from './wire'


/** What the bar on top offers to pick for a board. */
export type Pick = 'period' | 'year' | 'division'

export interface Board {
  /** Stands in the address as `?tab=`; its name is `tabs[id]` in the messages. */
  id: string
  icon: FunctionComponent
  picks: readonly Pick[]
  /** Who finds it in the rail; left out: everybody. What its rows may show is the server's affair. */
  posts?: readonly Post[]
  /** Of these posts only those of a county or above; an administrator always. */
  countywide?: true
  /** On a phone it stands in the bar below, where four have room; the others are behind 更多. */
  handy?: true
  /** Its screen, and with it its code, styles and texts: fetched when it is opened for the first time. */
  load: () => Promise<ComponentType>
}

/** Rivers and forest share one screen, so that the map stays where it is when its subject changes. */
const coverage = () => import('./stage').then(({ Stage }) => Stage)

/** The boards by group, in the order of the rail. A group's name is `groups[id]` in the messages. */
export const GROUPS = [
  {
    id: 'map',
    boards: [
      { id: 'rivers', icon: RiverIcon, picks: ['period', 'division'], handy: true, load: coverage },
      { id: 'forest', icon: ForestIcon, picks: ['period', 'division'], handy: true, load: coverage },
    ],
  },
  {
    id: 'daily',
    boards: [
      { id: 'today', icon: TodayIcon, picks: ['division'], handy: true, load: () => import('./today/board').then(({ TodayBoard }) => TodayBoard) },
      { id: 'issues', icon: IssueIcon, picks: ['division'], handy: true, load: () => import('./issues/board').then(({ IssueBoard }) => IssueBoard) },
    ],
  },
  {
    id: 'duty',
    boards: [
      { id: 'duties', icon: DutyIcon, picks: ['division'], load: () => import('./duties/board').then(({ DutyBoard }) => DutyBoard) },
      { id: 'patrols', icon: PatrolIcon, picks: ['period', 'division'], load: () => import('./patrols/board').then(({ PatrolBoard }) => PatrolBoard) },
      { id: 'reviews', icon: ReviewIcon, picks: ['division'], load: () => import('./review/board').then(({ ReviewBoard }) => ReviewBoard) },
    ],
  },
  {
    id: 'forestry',
    boards: [
      { id: 'targets', icon: TargetIcon, picks: ['year', 'division'], load: () => import('./targets/board').then(({ TargetBoard }) => TargetBoard) },
      { id: 'works', icon: WorkIcon, picks: ['year', 'division'], load: () => import('./works/board').then(({ WorkBoard }) => WorkBoard) },
    ],
  },
  {
    id: 'insight',
    boards: [
      { id: 'league', icon: LeagueIcon, picks: ['division'], load: () => import('./league/board').then(({ LeagueBoard }) => LeagueBoard) },
      { id: 'quality', icon: QualityIcon, picks: ['period', 'division'], load: () => import('./quality/board').then(({ QualityBoard }) => QualityBoard) },
    ],
  },
  {
    id: 'reports',
    boards: [
      {
        id: 'bulletins',
        icon: PaperIcon,
        picks: ['division'],
        load: () => import('./bulletins/board').then(({ BulletinBoard }) => BulletinBoard),
      },
    ],
  },
  {
    id: 'layers',
    boards: [
      { id: 'imports', icon: LayersIcon, picks: ['period', 'division'], posts: ['gis', 'office', 'admin'], load: () => import('./imports/board').then(({ ImportBoard }) => ImportBoard) },
      { id: 'changes', icon: ChangeIcon, picks: ['period', 'division'], posts: ['gis', 'office', 'admin', 'auditor', 'supervisor'], load: () => import('./changes/board').then(({ ChangeBoard }) => ChangeBoard) },
      { id: 'admin', icon: AdminIcon, picks: [], posts: ['admin', 'office', 'gis', 'auditor'], countywide: true, load: () => import('./admin/board').then(({ AdminBoard }) => AdminBoard) },
    ],
  },
] as const satisfies readonly { id: string; boards: readonly Board[] }[]

export type GroupId = (typeof GROUPS)[number]['id']
export type BoardId = (typeof GROUPS)[number]['boards'][number]['id']

export interface Group {
  id: GroupId
  boards: readonly (Board & { id: BoardId })[]
}

const ALL: readonly Group[] = GROUPS
export const BOARDS = ALL.flatMap(({ boards }) => boards)

/** The groups with the boards that somebody finds in the rail; empty groups left out. */
export function groupsFor(who: { post: Post; division: { level: Level } } | undefined): Group[] {
  const reaches = ({ countywide }: Board) => !countywide || who?.post === 'admin' || who?.division.level === 'county'
  const theirs = (board: Board) => !board.posts || (who !== undefined && board.posts.includes(who.post) && reaches(board))
  return ALL.map((group) => ({ ...group, boards: group.boards.filter(theirs) })).filter(({ boards }) => boards.length > 0)
}

import type { ComponentChildren } from 'preact'

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.500" aria-hidden="true">
      {children}
    </svg>
  )
}

export const CalendarIcon = () => (
  <Icon>
    <rect x="2" y="3" width="12" height="11" rx="2" />
    <path d="M2 6.500h12M5.500 1.500v3M10.500 1.500v3" />
  </Icon>
)

export const PlaceIcon = () => (
  <Icon>
    <path d="M8 14.500c3-3.300 4.500-5.800 4.500-8A4.500 4.500 0 0 0 8 2a4.500 4.500 0 0 0-4.500 4.500c0 2.200 1.500 4.700 4.500 8z" />
    <circle cx="8" cy="6.500" r="1.600" />
  </Icon>
)

export const RiverIcon = () => (
  <Icon>
    <path d="M1.500 5c2.200-1.700 4.300-1.700 6.500 0s4.300 1.700 6.500 0M1.500 10.500c2.200-1.700 4.300-1.700 6.500 0s4.300 1.700 6.500 0" />
  </Icon>
)

export const ForestIcon = () => (
  <Icon>
    <path d="M8 1.500 3.500 8h2L2.500 12h11L10.500 8h2zM8 12v2.500" />
  </Icon>
)

export const TargetIcon = () => (
  <Icon>
    <path d="M2 13.500h12M3.500 13.500V9M8 13.500V5M12.500 13.500V2" />
  </Icon>
)

export const LayersIcon = () => (
  <Icon>
    <path d="m8 2 6 3.200L8 8.400 2 5.200zM2 8l6 3.200L14 8M2 10.800 8 14l6-3.200" />
  </Icon>
)

export const ChangeIcon = () => (
  <Icon>
    <path d="M2.500 4v3.500H6M3 7.300a5.500 5.500 0 1 1-.4 2.700M8 5v3.200l2.200 1.500" />
  </Icon>
)

export const ReviewIcon = () => (
  <Icon>
    <path d="M8 1.500 2.500 3.500v4c0 3.300 2.200 5.700 5.500 7 3.300-1.300 5.500-3.700 5.500-7v-4zM5.500 7.800l1.800 1.800 3.400-3.600" />
  </Icon>
)

export const PaperIcon = () => (
  <Icon>
    <path d="M3.500 1.500h6l3 3v10h-9zM9.500 1.500v3h3M5.500 8h5M5.500 11h5" />
  </Icon>
)

export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
)

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.500" />
    <path d="m10.500 10.500 3.500 3.500" />
  </Icon>
)

export const LocateIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="4.500" />
    <path d="M8 1v3M8 12v3M1 8h3M12 8h3" />
  </Icon>
)

export const BellIcon = () => (
  <Icon>
    <path d="M8 2a4 4 0 0 0-4 4v2.500L2.800 11.500h10.400L12 8.500V6a4 4 0 0 0-4-4zM6.500 13.500h3" />
  </Icon>
)

export const WalkerIcon = () => (
  <Icon>
    <circle cx="8" cy="4.500" r="2.500" />
    <path d="M3 14c.4-3.300 2.300-5 5-5s4.600 1.700 5 5" />
  </Icon>
)

export const PlayIcon = () => (
  <Icon>
    <path d="M4.500 2.500v11l9-5.500z" />
  </Icon>
)

export const PauseIcon = () => (
  <Icon>
    <path d="M5 3v10M11 3v10" />
  </Icon>
)

export const CompareIcon = () => (
  <Icon>
    <path d="M8 1.500v13M2 3.500h4v9H2zM10 3.500h4v9h-4z" />
  </Icon>
)

export const RulerIcon = () => (
  <Icon>
    <path d="m1.500 10.500 9-9 4 4-9 9zM4.500 7.500l1.500 1.500M7 5l2.200 2.200M9.500 2.500 11 4" />
  </Icon>
)

export const PrintIcon = () => (
  <Icon>
    <path d="M4 6V2h8v4M4 12H2V6h12v6h-2M4 9.500h8V14H4z" />
  </Icon>
)

export const FoldIcon = () => (
  <Icon>
    <path d="M2 3v10M13.500 8H5.500M8.500 4.800 5.300 8l3.200 3.200" />
  </Icon>
)

export const MoreIcon = () => (
  <Icon>
    <rect x="2" y="2" width="4.500" height="4.500" rx="1" />
    <rect x="9.500" y="2" width="4.500" height="4.500" rx="1" />
    <rect x="2" y="9.500" width="4.500" height="4.500" rx="1" />
    <rect x="9.500" y="9.500" width="4.500" height="4.500" rx="1" />
  </Icon>
)

export const BackIcon = () => (
  <Icon>
    <path d="M10 3 5 8l5 5" />
  </Icon>
)

export const IssueIcon = () => (
  <Icon>
    <path d="M8 2 14.500 13.500h-13zM8 6.500v3.500M8 11.500v.500" />
  </Icon>
)

export const TodayIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.500 1.500M11.500 11.500 13 13M3 13l1.500-1.500M11.500 4.500 13 3" />
  </Icon>
)

export const DutyIcon = () => (
  <Icon>
    <rect x="3" y="2.500" width="10" height="12" rx="1.500" />
    <path d="M6 1.500h4v2H6zM5.500 9l1.700 1.700 3.300-3.500" />
  </Icon>
)

export const PatrolIcon = () => (
  <Icon>
    <path d="M2.500 13.500c4 0 1.500-5 5.500-5s1.500-5 5.500-5" />
    <circle cx="2.500" cy="13.500" r="1" />
    <circle cx="13.500" cy="3.500" r="1" />
  </Icon>
)

export const QualityIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 4.500v4l2.500 1.500" />
  </Icon>
)

export const LeagueIcon = () => (
  <Icon>
    <path d="M4.500 2h7v4a3.500 3.500 0 0 1-7 0zM4.500 3.500H2.200c0 2.200.8 3.300 2.300 3.500M11.500 3.500h2.300c0 2.200-.8 3.300-2.300 3.500M8 9.500v2.500M5.500 14h5" />
  </Icon>
)

export const WorkIcon = () => (
  <Icon>
    <path d="M8 14V7M8 9C5 9 3.500 7.500 3.500 4.500 6.500 4.500 8 6 8 9zM8 7.500c0-2.500 1.300-4 4-4 0 2.700-1.300 4-4 4zM4 14h8" />
  </Icon>
)

export const AdminIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.200" />
    <path d="M8 1.500v2M8 12.500v2M1.500 8h2M12.500 8h2M3.400 3.400l1.400 1.400M11.200 11.200l1.400 1.400M3.400 12.600l1.400-1.400M11.200 4.800l1.400-1.400" />
  </Icon>
)

export const BookIcon = () => (
  <Icon>
    <path d="M8 3.500C6.500 2.500 4.500 2.300 2 2.500v10c2.500-.2 4.500 0 6 1 1.500-1 3.500-1.200 6-1v-10c-2.500-.2-4.500 0-6 1zM8 3.500v10" />
  </Icon>
)

/** The product's mark: a ridge above a river. */
export function Mark({ size }: { size: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#155245" />
      <path d="M4 21 12 8l5 7.500L20 11l8 10z" fill="#5cc2a0" />
      <path d="M4 24.500c4-2.600 8-2.600 12 0s8 2.600 12 0" fill="none" stroke="#7cc4f2" stroke-width="2.400" stroke-linecap="round" />
    </svg>
  )
}

/** Ridges and a river behind the sign-in card. */
export function Landscape() {
  return (
    <svg class="landscape" viewBox="0 0 1440 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <rect width="1440" height="900" fill="#e9f1ee" />
      <path d="M0 560 160 440 300 530 470 380 640 540 800 430 980 560 1140 410 1300 520 1440 450V900H0z" fill="#d3e3dc" />
      <path d="M0 660 200 540 380 640 560 520 760 670 960 560 1160 680 1320 590 1440 640V900H0z" fill="#aecbbf" />
      <path d="M0 760 180 680 420 750 640 660 900 770 1120 690 1440 770V900H0z" fill="#7fae9c" />
      <path
        d="M620 668C600 720 760 720 720 770S480 800 560 850s260 30 240 60H1080C1040 850 800 860 800 820S900 780 840 735 660 710 650 664z"
        fill="#9cc9e8"
      />
      <path d="M0 850 240 800 480 870V900H0zM1440 850 1240 800 980 880V900H1440z" fill="#4f8b76" />
    </svg>
  )
}

/** Texts of issues that are handled on the phone, in Chinese; `en.cases.ts` has the same keys. */
export const zhCases = {
  cases: {
    open: '办理',
    awaitsReview: '等待复核',
    severity: { minor: '一般', major: '较大', critical: '重大' },
    said: '问题情况',
    nothingSaid: '没有文字说明。',
    asked: '交办要求',
    askedBy: (name: string, at: string) => `${name} · ${at}`,
    noWords: '没有附文字要求。',
    returned: '退回重办',
    before: '整改前照片',
    after: '整改后照片',
    photo: (stage: string, number: number) => `${stage} ${number}，点开看大图`,
    photoOffline: '照片要有网络才能看。',
    where: '位置',
    asking: '正在读取…',
    offline: '需要网络：现在连不上服务器，以下是上次读到的内容。',
    notHere: '需要网络：这个问题的详情还没有读到手机里。',
    gone: '这个问题已不在您的范围内。',
  },
} as const

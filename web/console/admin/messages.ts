import { catalogue } from '../messages'

export const t = catalogue(
  {
    parts: {
      label: '管理',
      setup: '首次设置',
      people: '人员',
      duties: '责任分工',
      rules: '巡查制度',
      targets: '年度任务',
      catalogue: '问题目录',
      schemes: '考核验收',
      templates: '模板',
      divisions: '行政区划',
      devices: '登录安全',
      log: '操作日志',
    },
  },
  {
    parts: {
      label: 'Administration',
      setup: 'First run',
      people: 'People',
      duties: 'Assignments',
      rules: 'Patrol rules',
      targets: 'Targets',
      catalogue: 'Catalogue',
      schemes: 'Schemes',
      templates: 'Templates',
      divisions: 'Divisions',
      devices: 'Sign-in',
      log: 'Audit log',
    },
  },
)

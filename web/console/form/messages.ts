import { catalogue } from '../messages'

export const t = catalogue(
  { required: '必填', yes: '确定', no: '取消', undo: '撤销', undone: '已撤销。', close: '知道了', looking: '正在核对影响范围', personSearch: '姓名或账号', nobody: '没有符合的人员' },
  { required: 'required', yes: 'Yes', no: 'Cancel', undo: 'Undo', undone: 'Undone.', close: 'Close', looking: 'Looking what it concerns', personSearch: 'Name or user name', nobody: 'Nobody of that name' },
)

import { catalogue } from '../messages'

export const t = catalogue(
  { required: '必填', yes: '确定', no: '取消', undo: '撤销', undone: '已撤销。', close: '知道了', looking: '正在核对影响范围' },
  { required: 'required', yes: 'Yes', no: 'Cancel', undo: 'Undo', undone: 'Undone.', close: 'Close', looking: 'Looking what it concerns' },
)

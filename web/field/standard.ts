import type { Category, Kind } from './wire'

/** The standard catalogue, for notes before the first sync: kind, group, group in English, whether it is a problem, words. */
const GROUPS: readonly (readonly [Kind, string, string, boolean, readonly (readonly [string, string])[]])[] = [
  ['river', '正常', 'All well', false, [['水面河岸清洁', 'Water and banks clean']]],
  ['forest', '正常', 'All well', false, [['林区正常', 'Forest in order']]],
  ['river', '常见问题', 'Common', true, [['岸边垃圾', 'Rubbish on the bank'], ['漂浮物', 'Floating matter'], ['污水直排', 'Sewage outfall'], ['水体异味异色', 'Smell or colour'], ['非法捕鱼', 'Illegal fishing'], ['公示牌破损', 'Damaged signboard'], ['淤积沉船', 'Silt or wreck'], ['水工建筑物损坏', 'Damaged waterworks']]],
  ['river', '四乱', 'Four disorders', true, [['围垦侵占', 'Reclaimed or occupied'], ['阻水林木', 'Plants in the way of floods'], ['非法采砂', 'Illegal sand mining'], ['乱堆乱倒', 'Dumping'], ['违规涉河建设', 'Unlawful building'], ['岸线滥占', 'Shore misused']]],
  ['forest', '常见问题', 'Common', true, [['野外用火', 'Open fire'], ['松材线虫病', 'Pine wilt'], ['其他病虫害', 'Other pests'], ['盗伐滥伐', 'Illegal felling'], ['违法占用林地', 'Forest land occupied'], ['毁林开垦', 'Cleared for farming'], ['猎捕野生动物', 'Hunting or trapping'], ['古树名木受损', 'Old tree harmed'], ['毛竹倒伏', 'Fallen bamboo'], ['界桩损毁', 'Damaged boundary post']]],
  ['river', '其他', 'Other', true, [['其他涉河问题', 'Something else']]],
  ['forest', '其他', 'Other', true, [['其他涉林问题', 'Something else']]],
]

export const STANDARD: readonly Category[] = GROUPS.flatMap(([kind, group, group_en, problem, words]) =>
  words.map(([code, en]) => ({ kind, code, en, group, group_en, problem })),
)
